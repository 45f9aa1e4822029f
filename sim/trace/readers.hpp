#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "suanwang/trace/trace_format.hpp"

namespace suanwang {

// Openers of the catalogue in trace_format.cpp.

std::unique_ptr<JobReader> open_swf(const std::filesystem::path& path, const TraceReading& reading);
std::unique_ptr<JobReader> open_csv(const std::filesystem::path& path, const TraceReading& reading);
std::unique_ptr<JobReader> open_alibaba_gpu_2020(const std::filesystem::path& path,
                                                 const TraceReading& reading);
std::unique_ptr<JobReader> open_openb_2023(const std::filesystem::path& path, const TraceReading& reading);
std::unique_ptr<JobReader> open_acme(const std::filesystem::path& path, const TraceReading& reading);
std::unique_ptr<JobReader> open_helios(const std::filesystem::path& path, const TraceReading& reading);
std::unique_ptr<JobReader> open_philly(const std::filesystem::path& path, const TraceReading& reading);
std::unique_ptr<RequestReader> open_azure_llm(const std::filesystem::path& path, const TraceReading& reading);
std::unique_ptr<RequestReader> open_burstgpt(const std::filesystem::path& path, const TraceReading& reading);
std::unique_ptr<RequestReader> open_mooncake(const std::filesystem::path& path, const TraceReading& reading);

}  // namespace suanwang
