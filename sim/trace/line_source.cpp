#include "suanwang/trace/line_source.hpp"

#include <algorithm>
#include <cstring>

#include "suanwang/core/error.hpp"

#include "file_bytes.hpp"

namespace suanwang {

namespace {

constexpr std::size_t first_buffer = 1u << 18;
constexpr std::size_t longest_line = 16u << 20;

}  // namespace

LineSource::LineSource(const std::filesystem::path& path)
    : path_(path), bytes_(std::make_unique<FileBytes>(path)) {
  if (bytes_->is_gzip()) {
    buffer_.resize(first_buffer);
    if (!refill() && bytes_->fault().empty()) throw InputError(path.string() + ": is empty");
  } else {
    at_ = bytes_->mapped().data();
    end_ = at_ + bytes_->mapped().size();
  }
  const std::string_view text(at_, static_cast<std::size_t>(end_ - at_));
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    throw InputError(path.string() + ": is UTF-16 text; save it as UTF-8");
  if (text.starts_with("\xEF\xBB\xBF")) at_ += 3;
}

LineSource::~LineSource() = default;
LineSource::LineSource(LineSource&&) noexcept = default;

bool LineSource::refill() {
  if (!bytes_->is_gzip()) return false;
  const auto kept = static_cast<std::size_t>(end_ - at_);
  if (kept > 0) std::memmove(buffer_.data(), at_, kept);
  if (kept == buffer_.size()) buffer_.resize(std::min(2 * buffer_.size(), longest_line + first_buffer));
  at_ = buffer_.data();
  const std::size_t added =
      kept < buffer_.size() ? bytes_->inflate_into(buffer_.data() + kept, buffer_.size() - kept) : 0;
  end_ = at_ + kept + added;
  return added > 0;
}

bool LineSource::next(std::string_view& line) {
  const auto find_end = [this](std::size_t from) {
    return static_cast<const char*>(
        std::memchr(at_ + from, '\n', static_cast<std::size_t>(end_ - at_) - from));
  };
  const char* newline = find_end(0);
  while (!newline) {
    const auto searched = static_cast<std::size_t>(end_ - at_);
    if (searched > longest_line) break;
    if (!refill()) {
      if (!bytes_->fault().empty()) fail(bytes_->fault(), "fetch the file again");
      if (searched == 0) return false;
      newline = end_;
      break;
    }
    newline = find_end(searched);
  }
  ++line_;
  if (!newline || newline - at_ > static_cast<std::ptrdiff_t>(longest_line))
    fail("a line of more than 16 MB", "is this a text file with lines?");
  line = {at_, static_cast<std::size_t>(newline - at_)};
  if (!line.empty() && std::memchr(line.data(), 0, line.size()))
    fail("NUL bytes, which text does not have", "unpack it first if it is an archive");
  at_ = newline < end_ ? newline + 1 : end_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return true;
}

void LineSource::fail(std::string problem, std::string remedy, int column) const {
  throw InputError(Issues{{path_.string(), line_, column, "", std::move(problem), std::move(remedy)}});
}

}  // namespace suanwang
