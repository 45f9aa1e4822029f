#include "page.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "suanwang/core/error.hpp"

// From assets.S.
extern "C" {
extern const char suanwang_report_page[], suanwang_report_page_end[];
extern const char suanwang_report_style[], suanwang_report_style_end[];
extern const char suanwang_report_charts[], suanwang_report_charts_end[];
extern const char suanwang_report_script[], suanwang_report_script_end[];
}

namespace suanwang {

namespace {

/// The template with each of its places filled. It is cut first: a name in the data may look like a place.
std::string filled(std::string_view page,
                   const std::vector<std::pair<std::string_view, std::string_view>>& parts) {
  std::string text;
  for (const auto& [place, content] : parts) {
    const std::size_t at = page.find(place);
    expects(at != std::string_view::npos, "a page has its places in order");
    text.append(page.substr(0, at)).append(content);
    page.remove_prefix(at + place.size());
  }
  return text.append(page);
}

}  // namespace

std::string page_of(const std::string& data) {
  // Byte for byte: the page's policy names the digests of what may run.
  return filled({suanwang_report_page, suanwang_report_page_end},
                {{"/*@style*/", {suanwang_report_style, suanwang_report_style_end}},
                 {"@data@", data},
                 {"/*@echarts*/", {suanwang_report_charts, suanwang_report_charts_end}},
                 {"/*@page*/", {suanwang_report_script, suanwang_report_script_end}}});
}

}  // namespace suanwang
