// As if built with the headers of another version.
#include <cstdint>

extern "C" std::uint32_t suanwang_plugin_interface();
extern "C" void suanwang_add_policies(void*);

std::uint32_t suanwang_plugin_interface() { return 7; }
void suanwang_add_policies(void*) {}
