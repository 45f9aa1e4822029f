#include "csv_file.hpp"

#include <array>
#include <memory>
#include <zlib.h>

#include "suanwang/core/error.hpp"

namespace suanwang {

std::string read_text_file(const std::filesystem::path& path) {
  constexpr std::size_t most_bytes = 256u << 20;
  if (std::filesystem::is_directory(path)) throw InputError(path.string() + ": is a folder");
  // gzopen reads plain files as they are.
  const std::unique_ptr<gzFile_s, decltype(&gzclose)> file(gzopen(path.c_str(), "rb"), &gzclose);
  if (!file) throw InputError(path.string() + ": cannot be read; is the name right?");
  std::string text;
  std::array<char, 1 << 16> buffer{};
  int count = 0;
  while ((count = gzread(file.get(), buffer.data(), buffer.size())) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
    if (text.size() > most_bytes) throw InputError(path.string() + ": holds more than 256 MB");
  }
  if (count < 0) throw InputError(path.string() + ": is broken; it cannot be unpacked to its end");
  return text;
}

CsvRows::CsvRows(std::string_view text) : text_(text) {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
}

std::string CsvRows::read_field() {
  std::string field;
  bool is_quoted = false;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '"' && is_quoted && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
      field += c;
      ++at_;
    } else if (c == '"') {
      is_quoted = !is_quoted;
    } else if (!is_quoted && (c == ',' || c == '\n')) {
      break;
    } else {
      if (c == '\n') ++next_line_;
      field += c;
    }
  }
  if (at_ >= text_.size() || text_[at_] == '\n')
    while (!field.empty() && field.back() == '\r') field.pop_back();
  return field;
}

bool CsvRows::next(std::vector<std::string>& fields) {
  while (at_ < text_.size()) {
    fields.clear();
    line_ = next_line_;
    fields.push_back(read_field());
    while (at_ < text_.size() && text_[at_] == ',') {
      ++at_;
      fields.push_back(read_field());
    }
    ++at_;  // the line's end
    ++next_line_;
    if (fields.size() > 1 || !fields[0].empty()) return true;
  }
  return false;
}

}  // namespace suanwang
