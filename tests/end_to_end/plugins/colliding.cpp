// A route with a name that is taken.
#include "suanwang/policy/plugin.hpp"
#include "suanwang/policy/routes.hpp"

void suanwang_add_policies(suanwang::PolicyCatalogue& catalogue) {
  catalogue.route.add<suanwang::NearestRoute>("cheapest", "Another one.");
}
