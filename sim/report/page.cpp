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
// The script of each kind of report.
extern const char suanwang_report_run[], suanwang_report_run_end[];
extern const char suanwang_report_compare[], suanwang_report_compare_end[];
extern const char suanwang_report_sweep[], suanwang_report_sweep_end[];
extern const char suanwang_report_pathway[], suanwang_report_pathway_end[];
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

std::string_view script_of(std::string_view kind) {
  if (kind == "run") return {suanwang_report_run, suanwang_report_run_end};
  if (kind == "compare") return {suanwang_report_compare, suanwang_report_compare_end};
  if (kind == "sweep") return {suanwang_report_sweep, suanwang_report_sweep_end};
  expects(kind == "pathway", "a report is of one of four kinds");
  return {suanwang_report_pathway, suanwang_report_pathway_end};
}

}  // namespace

std::string page_of(std::string_view kind, const std::string& data) {
  // Byte for byte: the page's policy names the digests of what may run.
  return filled({suanwang_report_page, suanwang_report_page_end},
                {{"/*@style*/", {suanwang_report_style, suanwang_report_style_end}},
                 {"@data@", data},
                 {"/*@echarts*/", {suanwang_report_charts, suanwang_report_charts_end}},
                 {"/*@page*/", script_of(kind)}});
}

}  // namespace suanwang
