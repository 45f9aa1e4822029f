#include "suanwang/scenario/field_reader.hpp"

#include <cmath>

#include "scenario/scenario_files.hpp"
#include "scenario/toy_spec.hpp"

namespace suanwang {
namespace {

using testing::Fault;
using testing::Role;
using testing::ScenarioFiles;
using testing::ToySpec;

/// @param keys Further lines of a file that is sound but for them.
ToySpec read(const ScenarioFiles& files, const std::string& keys, ReadResult& result) {
  const Document document = Document::load(files.write("a.yaml", "name: toy\n" + keys));
  ToySpec spec;
  read_fields(document, spec, result);
  return spec;
}

ToySpec read_sound(const std::string& keys) {
  const ScenarioFiles files;
  ReadResult result;
  ToySpec spec = read(files, keys, result);
  EXPECT_EQ(InputError(result.issues).what(), std::string()) << keys;
  return spec;
}

std::string complaint_about(const std::string& keys) {
  const ScenarioFiles files;
  ReadResult result;
  read(files, keys, result);
  return files.plain(InputError(result.issues).what());
}

class FaultyKey : public ::testing::TestWithParam<Fault> {};

TEST_P(FaultyKey, IsReportedWithPlaceAndRemedy) {
  EXPECT_EQ(complaint_about(GetParam().text), GetParam().message);
}

const std::string all_keys =
    "name, title, count, seed, limit_mw, delay_ms, wait_minutes, is_open, start, role, factors, steps_mw,\n"
    "    members, caps_mw, stores, spares, storage, is_known, bound_s, rule";

INSTANTIATE_TEST_SUITE_P(
    Keys, FaultyKey,
    ::testing::Values(
        Fault{"Unknown", "zzz: 1\n", "a.yaml:2:1: zzz: unknown key; allowed: " + all_keys},
        Fault{"Misspelled", "titel: x\n",
              "a.yaml:2:1: titel: unknown key; did you mean 'title'? allowed: " + all_keys},
        Fault{"MisspelledDeepDown", "storage:\n  power_mw: 1\n  energy_mwh: 2\n  intial_charge: 0.1\n",
              "a.yaml:5:3: storage.intial_charge: unknown key; did you mean 'initial_charge'? allowed: "
              "power_mw, energy_mwh, initial_charge"},
        Fault{"OtherUnitInKey", "limit_kw: 400\n",
              "a.yaml:2:1: limit_kw: unknown key; write limit: 400 kW, or limit_mw in MW"},
        Fault{"NoSpaceBehindColon", "storage: {power_mw:1}\n",
              "a.yaml:2:10: storage.power_mw: missing; needed: Charge and discharge limit.\n"
              "a.yaml:2:10: storage.energy_mwh: missing; needed: Usable energy.\n"
              "a.yaml:2:11: storage.power_mw:1: unknown key; write a space behind the colon"},
        Fault{"NoKeysAllowed", "rule: {name: nearest, load: 1}\n",
              "a.yaml:2:23: rule.load: unknown key; allowed: name"},
        Fault{"Missing", "storage: {power_mw: 1}\n",
              "a.yaml:2:10: storage.energy_mwh: missing; needed: Usable energy."},
        Fault{"MissingInList", "spares: [{power_mw: 1, energy_mwh: 1}, {energy_mwh: 1}]\n",
              "a.yaml:2:40: spares[1].power_mw: missing; needed: Charge and discharge limit."},
        Fault{"RequiredButEmpty", "storage: {power_mw: 1, energy_mwh: }\n",
              "a.yaml:2:24: storage.energy_mwh: has no value; needed: Usable energy."},
        Fault{"TwoSpellings", "limit_mw: 400\nlimit: 400 MW\n",
              "a.yaml:3:1: limit: given twice, as limit and as limit_mw; keep one of the two"},
        Fault{"BareSuffixIsNoKey", "storage: {power_mw: 1, energy_mwh: 1, mw: 3}\n",
              "a.yaml:2:39: storage.mw: unknown key; allowed: power_mw, energy_mwh, initial_charge"}),
    testing::name_of_fault);

INSTANTIATE_TEST_SUITE_P(
    Numbers, FaultyKey,
    ::testing::Values(
        Fault{"Word", "count: many\n",
              "a.yaml:2:8: count: 'many' is not a number; allowed: a whole number, 1 to 10"},
        Fault{"Octal", "count: 010\n",
              "a.yaml:2:8: count: '010' begins with 0; write the number without leading zeros"},
        Fault{"OctalQuantity", "limit: 010 MW\n",
              "a.yaml:2:8: limit: '010 MW' begins with 0; write the number without leading zeros"},
        Fault{"NewOctal", "count: 0o10\n",
              "a.yaml:2:8: count: '0o10' is not a number; write it in decimal digits"},
        Fault{"Hex", "count: 0x10\n",
              "a.yaml:2:8: count: '0x10' is not a number; write it in decimal digits"},
        Fault{"HexQuantity", "limit: 0x10 MW\n",
              "a.yaml:2:8: limit: '0x10 MW' is not a number; write it in decimal digits"},
        Fault{"Underscore", "limit_mw: 1_000\n",
              "a.yaml:2:11: limit_mw: '1_000' is not a number; write digits without separators, such as 1000 "
              "or 1e3"},
        Fault{"Comma", "limit: 1,000 MW\n",
              "a.yaml:2:8: limit: '1,000 MW' is not a number; write digits without separators, such as 1000 "
              "or 1e3"},
        Fault{"NotANumber", "limit_mw: .nan\n",
              "a.yaml:2:11: limit_mw: '.nan' is not a number; a figure is finite; leave the key out if it is "
              "not known"},
        Fault{"PlainNan", "limit_mw: nan\n",
              "a.yaml:2:11: limit_mw: 'nan' is not a number; a figure is finite; leave the key out if it is "
              "not known"},
        Fault{"Infinite", "limit_mw: -.inf\n",
              "a.yaml:2:11: limit_mw: '-.inf' is not a number; a figure is finite; leave the key out if it "
              "is not known"},
        Fault{"InfiniteQuantity", "limit: inf MW\n",
              "a.yaml:2:8: limit: 'inf MW' is not a number; a figure is finite; leave the key out if it is "
              "not known"},
        Fault{"Overflow", "limit_mw: 1e400\n",
              "a.yaml:2:11: limit_mw: '1e400' is too large or too small to hold; allowed: up to 1e308"},
        Fault{"OverflowByUnit", "limit: 1e308 GW\n",
              "a.yaml:2:8: limit: '1e308 GW' is too large; allowed: up to 1e308 of the base unit"},
        Fault{"LongTime", "wait: 1e20 h\n",
              "a.yaml:2:7: wait: '1e20 h' is too large; allowed: up to 285,000 years"},
        Fault{"TwoSigns", "limit_mw: +-5\n",
              "a.yaml:2:11: limit_mw: '+-5' is not a number; allowed: -5 to 5000 MW"},
        Fault{"Percent", "storage: {power_mw: 1, energy_mwh: 1, initial_charge: 50%}\n",
              "a.yaml:2:55: storage.initial_charge: '50%' is not a number; write 0.5 for 50%"},
        Fault{"InQuotes", "count: '4'\n",
              "a.yaml:2:8: count: '4' is text, being in quotes; write the number without quotes"},
        Fault{"NotWhole", "count: 2.5\n",
              "a.yaml:2:8: count: 2.5 is not whole; allowed: a whole number, 1 to 10"},
        Fault{"BelowLimit", "limit_mw: -6\n",
              "a.yaml:2:11: limit_mw: -6 is below -5; allowed: -5 to 5000 MW"},
        Fault{"AboveLimitInOtherUnit", "limit: 5.5 GW\n",
              "a.yaml:2:8: limit: 5500 is above 5000; allowed: -5 to 5000 MW"},
        Fault{"AtOpenLimit", "delay_ms: 0\n", "a.yaml:2:11: delay_ms: 0 is not above 0; allowed: above 0 ms"},
        Fault{"JustAboveLimit", "storage: {power_mw: 1, energy_mwh: 1, initial_charge: 1.0000001}\n",
              "a.yaml:2:55: storage.initial_charge: 1.0000001 is above 1; allowed: 0 to 1"},
        Fault{"SeedThatADoubleWouldChange", "seed: 9007199254740993\n",
              "a.yaml:2:7: seed: 9007199254740992 is above 9007199254740991; allowed: a whole number, 0 to "
              "9007199254740991"},
        Fault{"ListForNumber", "count: [1]\n", "a.yaml:2:8: count: found a list; write a number"},
        Fault{"LimitOfElement", "steps_mw: [1, -2]\n",
              "a.yaml:2:15: steps_mw[1]: -2 is below 0; allowed: at least 0 MW"}),
    testing::name_of_fault);

INSTANTIATE_TEST_SUITE_P(
    Units, FaultyKey,
    ::testing::Values(
        Fault{"None", "limit: 400\n",
              "a.yaml:2:8: limit: '400' lacks its unit; a number with a unit is needed; write '400 MW' or "
              "limit_mw: 400"},
        Fault{"InKeyAndValue", "limit_mw: 400 MW\n",
              "a.yaml:2:11: limit_mw: '400 MW' states a unit, and so does the key; write limit_mw: 400, or "
              "limit: 400 MW"},
        Fault{"InKeyAndValueDiffering", "limit_mw: 0.4 GW\n",
              "a.yaml:2:11: limit_mw: '0.4 GW' states a unit, and so does the key; write limit_mw: 400, or "
              "limit: 0.4 GW"},
        Fault{"OtherDimension", "limit: 400 MWh\n",
              "a.yaml:2:8: limit: MWh measures energy, not power; allowed: MW, kW, W, GW, 万千瓦"},
        Fault{"OtherDimensionUnderFullKey", "limit_mw: 400 MWh\n",
              "a.yaml:2:11: limit_mw: MWh measures energy, not power; allowed: MW, kW, W, GW, 万千瓦"},
        Fault{"Unknown", "limit: 400 Mw\n",
              "a.yaml:2:8: limit: 'Mw' is not a unit; did you mean 'MW'? allowed: MW, kW, W, GW, 万千瓦"},
        Fault{"OnPlainNumber", "count: 4 MW\n",
              "a.yaml:2:8: count: '4 MW' has a unit, but count is a plain number; write the number alone"},
        Fault{"InElement", "steps: [1 MW, 2]\n",
              "a.yaml:2:15: steps[1]: '2' lacks its unit; a number with a unit is needed; write '2 MW' or "
              "steps_mw: 2"},
        Fault{"InMap", "caps: {a: 1 MW, b: 2 MWh}\n",
              "a.yaml:2:20: caps.b: MWh measures energy, not power; allowed: MW, kW, W, GW, 万千瓦"},
        Fault{"MinutesAreNoDelay", "delay: 1 min\n",
              "a.yaml:2:8: delay: min measures time, not delay; allowed: ms, us, s"}),
    testing::name_of_fault);

INSTANTIATE_TEST_SUITE_P(
    OtherValues, FaultyKey,
    ::testing::Values(
        Fault{"YesIsNoFlag", "is_open: yes\n", "a.yaml:2:10: is_open: found 'yes'; allowed: true, false"},
        Fault{"QuotedFlag", "is_open: 'true'\n", "a.yaml:2:10: is_open: found 'true'; allowed: true, false"},
        Fault{"CapitalFlag", "is_open: True\n", "a.yaml:2:10: is_open: found 'True'; allowed: true, false"},
        Fault{"ListForText", "title: [x]\n", "a.yaml:2:8: title: found a list; write text"},
        Fault{"NoId", "members: [a, 'b c']\n",
              "a.yaml:2:14: members[1]: 'b c' is not an id; allowed: letters, digits, '_' and '-', beginning "
              "with a letter, at most 64"},
        Fault{
            "LongId", "members: [" + std::string(65, 'x') + "]\n",
            "a.yaml:2:11: members[0]: '" + std::string(65, 'x') +
                "' is not an id; allowed: letters, digits, '_' and '-', beginning with a letter, at most 64"},
        Fault{"NoIdAsKey", "caps_mw: {2b: 1}\n",
              "a.yaml:2:11: caps_mw.2b: '2b' is not an id; allowed: letters, digits, '_' and '-', beginning "
              "with a letter, at most 64"},
        Fault{"NoDay", "start: 2030-02-30\n",
              "a.yaml:2:8: start: '2030-02-30' is not a day of the calendar; write a day such as 2030-01-01"},
        Fault{"ShortDate", "start: 2030-1-1\n",
              "a.yaml:2:8: start: '2030-1-1' is not a day of the calendar; write a day such as 2030-01-01"},
        Fault{"DateWithBlank", "start: '2030- 1-01'\n",
              "a.yaml:2:8: start: '2030- 1-01' is not a day of the calendar; write a day such as 2030-01-01"},
        Fault{"UnknownChoice", "role: esat\n",
              "a.yaml:2:7: role: 'esat' is not known; did you mean 'east'? allowed: east, west"},
        Fault{"ListForChoice", "role: [east]\n", "a.yaml:2:7: role: found a list; allowed: east, west"},
        Fault{"WrongSize", "factors: [1, 2, 3]\n",
              "a.yaml:2:10: factors: found 3 elements; allowed: exactly 4"},
        Fault{"NumberForList", "factors: 3\n", "a.yaml:2:10: factors: found '3'; write a list, [ ... ]"},
        Fault{"EmptyElement", "factors: [1, 2, , 4]\n",
              "a.yaml:2:17: factors[2]: found nothing; write a number"},
        Fault{"NumberForMapping", "storage: 3\n",
              "a.yaml:2:10: storage: found '3'; write a mapping of keys to values"},
        Fault{"ListForMap", "stores: [a]\n",
              "a.yaml:2:9: stores: found a list; write a mapping of ids to values"},
        Fault{"EmptyElementOfMap", "caps_mw: {a: }\n",
              "a.yaml:2:11: caps_mw.a: found nothing; write a number"},
        Fault{"UnknownAlternative", "rule: nearset\n",
              "a.yaml:2:7: rule: 'nearset' is not known; did you mean 'nearest'? allowed: nearest, cheapest"},
        Fault{"UnknownAlternativeInMapping", "rule: {name: dearest}\n",
              "a.yaml:2:14: rule.name: 'dearest' is not known; did you mean 'nearest'? allowed: nearest, "
              "cheapest"},
        Fault{"AlternativeWithoutName", "rule: {load_limit: 1}\n",
              "a.yaml:2:7: rule: missing 'name'; write name: and one of nearest, cheapest"},
        Fault{"KeyOfOtherAlternative", "rule: {name: nearest, load_limit: 1}\n",
              "a.yaml:2:23: rule.load_limit: unknown key; allowed: name"},
        Fault{"ListForAlternative", "rule: [nearest]\n",
              "a.yaml:2:7: rule: found a list; allowed: nearest, cheapest"}),
    testing::name_of_fault);

TEST(ReadFields, ReadsEveryKindOfValue) {
  const ToySpec spec = read_sound(
      "title: 12\ncount: 3\nseed: 9007199254740991\nlimit: 0.4 GW\ndelay: 3 s\nwait: 2 h\nis_open: "
      "true\nstart: 2028-02-29\n"
      "role: west\nfactors: [0, .5, 1e0, +2]\nsteps: [1 MW, 500 kW, 1 万千瓦]\nmembers: [a, b-2]\ncaps: {a: "
      "1 MW, b: 2GW}\n"
      "stores: {s: {power: '1 MW', energy_mwh: 2}}\nspares: [{power_mw: 1, energy_mwh: 3}]\n"
      "storage: {power_mw: 4, energy: 5 GWh, initial_charge: 0}\nis_known: true\nbound: 500 ms\nrule: {name: "
      "cheapest, load_limit: 0.9}\n");
  EXPECT_EQ(spec.title, "12");
  EXPECT_EQ(spec.count, 3u);
  EXPECT_EQ(spec.seed, 9007199254740991u);
  EXPECT_EQ(spec.limit, Megawatts(400));
  EXPECT_EQ(spec.delay, Delay(3000));
  EXPECT_EQ(spec.wait, 2h);
  EXPECT_TRUE(spec.is_open);
  EXPECT_EQ(spec.start, std::chrono::sys_days(std::chrono::year(2028) / 2 / 29));
  EXPECT_EQ(spec.role, Role::west);
  EXPECT_EQ(spec.factors, (std::vector{0.0, 0.5, 1.0, 2.0}));
  EXPECT_EQ(spec.steps, (std::vector{Megawatts(1), Megawatts(0.5), Megawatts(10)}));
  EXPECT_EQ(spec.members, (std::vector<std::string>{"a", "b-2"}));
  EXPECT_EQ(*spec.caps.find("b"), Megawatts(2000));
  EXPECT_EQ(spec.stores.find("s")->power, Megawatts(1));
  EXPECT_EQ(spec.spares.at(0).energy, MegawattHours(3));
  EXPECT_EQ(spec.storage->energy, MegawattHours(5000));
  EXPECT_EQ(spec.storage->initial_charge, 0.0);
  EXPECT_EQ(spec.is_known, true);
  EXPECT_EQ(spec.bound, 500ms);
  EXPECT_EQ(spec.rule->name, "cheapest");
  EXPECT_EQ(spec.rule->load_limit, 0.9);
}

TEST(ReadFields, KeepsDefaultsOfAbsentAndEmptyKeys) {
  const ToySpec spec = read_sound("title:\ncount: ~\nstorage: ~\nlimit: ~\nlimit_mw: 7\nrule:\n");
  EXPECT_EQ(spec.title, "untitled");
  EXPECT_EQ(spec.count, 1u);
  EXPECT_EQ(spec.limit, Megawatts(7));
  EXPECT_FALSE(spec.storage);
  EXPECT_FALSE(spec.is_known);
  EXPECT_EQ(spec.rule->name, "nearest");
}

TEST(ReadFields, TakesABareNameForAnAlternative) {
  EXPECT_EQ(read_sound("rule: cheapest\n").rule->name, "cheapest");
}

TEST(ReadFields, MakesNoNegativeZero) {
  EXPECT_FALSE(std::signbit(read_sound("limit_mw: -0.0\n").limit.value()));
}

TEST(ReadFields, ReportsEveryFault) {
  EXPECT_EQ(complaint_about("count: 0\nrole: north\nstorage: {power_mw: x}\nis_open: no\n"),
            "a.yaml:2:8: count: 0 is below 1; allowed: a whole number, 1 to 10\n"
            "a.yaml:5:10: is_open: found 'no'; allowed: true, false\n"
            "a.yaml:3:7: role: 'north' is not known; allowed: east, west\n"
            "a.yaml:4:21: storage.power_mw: 'x' is not a number; allowed: at least 0 MW\n"
            "a.yaml:4:10: storage.energy_mwh: missing; needed: Usable energy.");
}

TEST(ReadFields, ReportsAMissingKeyOfTheTopAtTheTop) {
  const ScenarioFiles files;
  ToySpec spec;
  ReadResult result;
  read_fields(Document::load(files.write("a.yaml", "# toy\ncount: 1\n")), spec, result);
  EXPECT_EQ(files.plain(InputError(result.issues).what()), "a.yaml:2:1: name: missing; needed: Short name.");
}

class ReadExtended : public ::testing::Test {
 protected:
  std::string complaint(const std::string& base, const std::string& top,
                        const std::vector<std::string>& overrides = {}) {
    files.write("base.yaml", base);
    const Document document =
        Document::load(files.write("a.yaml", "extends: base.yaml\nname: toy\n" + top), overrides);
    spec = ToySpec();
    ReadResult result;
    read_fields(document, spec, result);
    return files.plain(InputError(result.issues).what());
  }

  ScenarioFiles files;
  ToySpec spec;
};

TEST_F(ReadExtended, PlacesFaultsInTheFileThatHasThem) {
  EXPECT_EQ(complaint("\ncount: 0\n", "title: [x]\n"),
            "a.yaml:3:8: title: found a list; write text\n"
            "base.yaml:2:8: count: 0 is below 1; allowed: a whole number, 1 to 10");
}

TEST_F(ReadExtended, AnotherSpellingReplacesAnInheritedKey) {
  EXPECT_EQ(complaint("limit_mw: 4\n", "limit: 5 MW\n"), "");
  EXPECT_EQ(spec.limit, Megawatts(5));
  EXPECT_EQ(complaint("limit: 4 MW\n", "limit_mw: 6\n"), "");
  EXPECT_EQ(spec.limit, Megawatts(6));
  EXPECT_EQ(complaint("limit_mw: 4\n", "", {"limit=7 MW"}), "");
  EXPECT_EQ(spec.limit, Megawatts(7));
  EXPECT_EQ(complaint("limit_mw: 4\n", "limit: 5 MW\nlimit_mw: ~\n"), "");
}

TEST_F(ReadExtended, ExplainsAKeyInheritedFromAnotherAlternative) {
  EXPECT_EQ(complaint("rule: {name: cheapest, load_limit: 0.5}\n", "rule: {name: nearest}\n"),
            "base.yaml:1:24: rule.load_limit: unknown key; allowed: name; it is inherited: 'load_limit: ~' "
            "takes it away");
  EXPECT_EQ(complaint("rule: {name: cheapest, load_limit: 0.5}\n", "rule: {name: nearest, load_limit: ~}\n"),
            "");
}

TEST_F(ReadExtended, PlacesFaultsOfOverridesAtTheCommandLine) {
  EXPECT_EQ(complaint("count: 1\n", "", {"count=0", "storge.power=4 MW"}),
            "--set count=0: count: 0 is below 1; allowed: a whole number, 1 to 10\n"
            "--set storge.power=4 MW: storge: unknown key; did you mean 'storage'? allowed: " +
                all_keys);
  EXPECT_EQ(complaint("storage: {power_mw: 4, energy_mwh: 1}\n", "", {"storage="}), "");
}

}  // namespace
}  // namespace suanwang
