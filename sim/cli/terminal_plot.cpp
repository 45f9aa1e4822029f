#include "terminal_plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

namespace suanwang::cli {

std::size_t terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 100;
}

Paint::Paint() {
  const char* no_color = std::getenv("NO_COLOR");
  is_on_ = isatty(STDOUT_FILENO) != 0 && (!no_color || *no_color == '\0');
}

std::string Paint::operator()(Colour colour, const std::string& text) const {
  return is_on_ ? fmt::format("\033[{}m{}\033[0m", static_cast<int>(colour), text) : text;
}

std::string bar(double share, std::size_t width) {
  static constexpr std::array<const char*, 8> parts{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  auto eighths = static_cast<std::size_t>(std::lround(share * static_cast<double>(8 * width)));
  if (share > 0.0) eighths = std::max<std::size_t>(eighths, 1);
  std::string text;
  for (std::size_t i = 0; i < eighths / 8; ++i) text += "█";
  return text + parts[eighths % 8];
}

std::vector<std::string> column_chart(const std::vector<double>& values, std::size_t height) {
  static constexpr std::array<const char*, 9> parts{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const double greatest = values.empty() ? 0.0 : *std::max_element(values.begin(), values.end());
  std::vector<std::string> lines(height);
  for (const double value : values) {
    const auto eighths = greatest > 0.0 ? std::lround(value / greatest * static_cast<double>(8 * height)) : 0;
    for (std::size_t line = 0; line < height; ++line) {
      const long below = 8 * static_cast<long>(height - 1 - line);
      lines[line] += parts[static_cast<std::size_t>(std::clamp(eighths - below, 0L, 8L))];
    }
  }
  return lines;
}

std::string shade(double share) {
  static constexpr std::array<const char*, 5> shades{" ", "░", "▒", "▓", "█"};
  return shades[static_cast<std::size_t>(std::clamp(std::lround(share * 4.0), 0L, 4L))];
}

std::vector<double> squeezed_days(const std::vector<std::uint64_t>& days, std::size_t count) {
  const std::size_t step = days.size() <= count ? 1 : (days.size() + 7 * count - 1) / (7 * count) * 7;
  std::vector<double> result;
  for (std::size_t from = 0; from < days.size(); from += step) {
    const std::size_t to = std::min(days.size(), from + step);
    double sum = 0.0;
    for (std::size_t i = from; i < to; ++i) sum += static_cast<double>(days[i]);
    result.push_back(sum / static_cast<double>(to - from));
  }
  return result;
}

std::string span_text(double seconds) {
  if (seconds < 120.0) return fmt::format("{:.3g} s", seconds);
  if (seconds < 7200.0) return fmt::format("{:.3g} min", seconds / 60.0);
  if (seconds < 172800.0) return fmt::format("{:.3g} h", seconds / 3600.0);
  return fmt::format("{:.3g} d", seconds / 86400.0);
}

std::string count_text(double value) {
  return value < 100.0 ? fmt::format("{:.3g}", value) : fmt::format("{:.0f}", value);
}

std::string size_bin_text(std::size_t bin) {
  if (bin == 0) return "below 1";
  const std::uint64_t from = std::uint64_t{1} << (bin - 1);
  return from == 1 ? "1" : fmt::format("{}-{}", from, 2 * from - 1);
}

}  // namespace suanwang::cli
