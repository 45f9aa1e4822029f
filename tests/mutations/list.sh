# shellcheck shell=bash
# Faults that a slip of the pen could make, one line each, with the formula of docs/model.md that they break and the tests
# that must notice. Read by check.sh.

# Energy
mutation battery_charge 'storage, (9)' 'charging loses nothing' \
  sim/model/energy/hub_dispatch.cpp 's#taken \* storage.charge_efficiency - drawn#taken - drawn#' \
  test_model_energy 'HubDispatchProperty.StorageNeverCreatesEnergyAndGreenNeverGrowsFromTheGrid'
mutation battery_discharge 'storage, (9)' 'discharging gains what it should lose' \
  sim/model/energy/hub_dispatch.cpp 's#given / storage.discharge_efficiency#given * storage.discharge_efficiency#' \
  test_model_energy 'HubDispatch.WorkedExample'
mutation battery_room 'storage, (9)' 'room is filled as if charging lost nothing' \
  sim/model/energy/storage.cpp 's#room / charge_efficiency / span#room / span#' \
  test_model_energy 'HubDispatch.StorageIsFilledAndEmptiedToTheLastOfIt'
mutation battery_standing 'storage, (9)' 'self-discharge by the interval instead of by the hour' \
  sim/model/energy/storage.cpp 's#std::pow\(1.0 - self_discharge_per_hour, in_hours\(span\)\)#(1.0 - self_discharge_per_hour)#' \
  test_model_energy 'HubDispatch.StandingStorageLosesEnergyDownToItsFloor'
mutation battery_colour 'colour of what is stored' 'green taken out at the bus instead of at the store' \
  sim/model/energy/hub_dispatch.cpp 's#stored_.green - drawn \* green_share#stored_.green - given * green_share#' \
  test_model_energy 'HubDispatch.WhatIsTakenOutHasTheMixOfWhatIsIn'
mutation line_loss 'lines, (7)' 'surplus arrives without loss' \
  sim/engine/power_plan.cpp '/::send_surplus/,/^}/s#power \* \(1.0 - line.loss\)#power#' \
  test_engine 'TransferLines.SendSurplusWithItsLossCostAndCarbon'
mutation line_use 'lines, (7)' 'what is needed at the far end is sent without its loss' \
  sim/engine/power_plan.cpp 's#needed / \(1.0 - world_.transfer_lines\(\)\[line\].loss\)#needed#' \
  test_engine 'TransferLines.CoverWhatAHubsOwnGridCannotServe'
mutation marginal_pue 'shortage' 'IT power that must go, not over marginal PUE' \
  sim/engine/ration_plan.cpp 's#hub_excess_\[cluster.hub\] / cluster.facility.marginal_pue\(interval_\)#hub_excess_[cluster.hub]#' \
  test_engine 'Shortage.TokensDoNotPushAnotherHubIntoShortage'

# Money and carbon
mutation tariff_hour 'tariff of the hour' 'the price of the next hour' \
  sim/model/energy/tariff.cpp 's#calendar.hour_of_day\(time\)\)#calendar.hour_of_day(time) + 1) % 24#' \
  test_model_energy 'TariffSeries.FollowsHourAndSeason'
mutation demand_charge 'demand charge' 'each new peak pays for all of its height' \
  sim/engine/power_control.cpp 's#\(import - state_.peak_import\[id\]\) \* supply#import * supply#' \
  test_engine 'Money.DemandChargeIsOnTheHighestImportOfTheMonth'
mutation part_of_month 'demand charge of a month in part' 'all months have 30 days' \
  sim/core/civil_calendar.cpp 's#static_cast<double>\(\(next - first\).count\(\)\)#30.0#' \
  test_core 'CivilCalendar.KnowsHowLongYearsAndMonthsAre'
mutation carbon_market 'market-based carbon, (11)' 'contracted energy counts as import' \
  sim/engine/power_control.cpp 's#imported \* supply.carbon.market#(imported + contracted) * supply.carbon.market#' \
  test_engine 'Simulator.MoneyAndCarbonOfAnIntervalByHand'
mutation carbon_location 'location-based carbon, (10)' 'contracted energy counts as clean' \
  sim/engine/power_control.cpp 's#\(imported \+ contracted\) \* supply.carbon.location#imported * supply.carbon.location#' \
  test_engine 'Simulator.MoneyAndCarbonOfAnIntervalByHand'
mutation job_shares 'energy of a job' 'unserved load counts as used' \
  sim/engine/energy_books.cpp 's#interval.pue \* hub.served_share\(\)#interval.pue#' \
  test_engine 'Simulator.AJobsShareOfAShortIntervalIsWhatWasServed'
mutation certificates 'certificates' 'bought for all of the load, not for what is lacking' \
  sim/experiment/accounts.cpp 's#wanted - year.green_volume\(\)#wanted#' \
  test_experiment 'Accounts.CertificatesLiftTheGreenShareToWhatIsCoveredAndCutMarketCarbon'

# Cooling and weather
mutation cooling_line 'cooling, (5)' 'chillers add the whole overhead to that of free cooling' \
  sim/model/compute/cooling.cpp 's#\(1.0 - cooling.free_cooling_share\) \* mechanical#mechanical#' \
  test_model_compute 'FacilityModel.MeetsTheAnnualPueAndFollowsTheWeather'
mutation cooling_reference 'cooling, (5)' 'annual PUE met at full load instead of at the reference load' \
  sim/model/compute/cooling.cpp 's#fixed_share_ / cooling.reference_load#fixed_share_#' \
  test_model_compute 'FacilityModel.PartLoadRaisesThePue'
mutation turbine 'wind turbine' 'output by the square of the wind instead of its cube' \
  sim/model/energy/renewables.cpp 's#\(speed_over_rated \* speed_over_rated \* speed_over_rated -#(speed_over_rated * speed_over_rated -#' \
  test_model_energy 'Wind.TurbineRisesFromCutInToRated'
mutation weibull 'wind speed' 'power of the shape instead of its inverse' \
  sim/model/energy/renewables.cpp 's#1.0 / shape#shape#' \
  test_model_energy 'Wind.SpeedIsWeibull'
mutation sun_longitude 'solar hour' 'places east of the meridian lag' \
  sim/model/energy/sun.cpp 's#local_hour \+ \(place.longitude#local_hour - (place.longitude#' \
  test_model_energy 'Sun.StandsHighestAtSolarNoon'
mutation sun_day 'declination' 'one day late' \
  sim/model/energy/sun.cpp 's#\(day_of_year - 1.0\)#day_of_year#' \
  test_model_energy 'Sun.TheYearBeginsOnTheFirstOfJanuary'
mutation sun_declination 'declination' 'sign of its first sine' \
  sim/model/energy/sun.cpp 's#\+ 0.070257#- 0.070257#' \
  test_model_energy 'Sun.StandsHighestAtSolarNoon'
mutation panel_tilt 'solar panel' 'the tilt adds to the latitude' \
  sim/model/energy/sun.cpp 's#place.latitude.value\(\) - tilt.value\(\)#place.latitude.value() + tilt.value()#' \
  test_model_energy 'Sun.APanelTiltedByTheLatitudeFacesItAtNoon'
mutation weather_distance 'correlation of weather, (14)' 'falls with the square of the distance' \
  sim/model/energy/weather_field.cpp 's#std::exp\(-\(distance / length\)\)#std::exp(-(distance / length) * (distance / length))#' \
  test_model_energy 'WeatherField.IsStandardNormalPersistentAndCorrelatedByDistance'
mutation weather_noise 'noise of the weather, (13)' 'innovations as large as if nothing persisted' \
  sim/model/energy/weather_field.cpp 's#std::sqrt\(1.0 - persistence_per_hour \* persistence_per_hour\)#1.0 - persistence_per_hour#' \
  test_model_energy 'WeatherField.IsStandardNormalPersistentAndCorrelatedByDistance'
mutation warmest_hour 'outdoor temperature, (6)' 'warmest at noon' \
  sim/model/energy/outdoor_temperature.cpp 's#hour_of_day - 15.0#hour_of_day - 12.0#' \
  test_model_energy 'OutdoorTemperature.MeetsItsMonthlyNormals'
mutation mid_month 'outdoor temperature, (6)' 'normals at the beginning of the month' \
  sim/model/energy/outdoor_temperature.cpp 's#share_of_year \* 12.0 - 0.5#share_of_year * 12.0#' \
  test_model_energy 'OutdoorTemperature.MeetsItsMonthlyNormals'

# Calendar and demand
mutation day_of_year 'calendar' 'the year begins with day 0' \
  sim/core/civil_calendar.cpp 's#\(day - new_year\).count\(\)\) \+ 1#(day - new_year).count())#' \
  test_core 'CivilCalendar.ReadsLocalTime'
mutation leap_year 'calendar' 'every year has 365 days' \
  sim/core/civil_calendar.cpp 's#Duration\(days\(366\)\)#Duration(days(365))#' \
  test_core 'CivilCalendar.KnowsHowLongYearsAndMonthsAre'
mutation weekend 'calendar' 'the weekend is Friday and Saturday' \
  sim/core/civil_calendar.cpp 's#weekday == std::chrono::Sunday#weekday == std::chrono::Friday#' \
  test_core 'CivilCalendar.ReadsLocalTime'
mutation growth 'growth, (30)' 'by the same amount each day instead of the same factor' \
  sim/core/growth_curve.cpp 's#before.level \* std::pow\(after->level / before.level, share\)#before.level + share * (after->level - before.level)#' \
  test_core 'GrowthCurve.GrowsByTheSameFactorEachDay'
mutation token_growth 'tokens a day, (29)' 'a day late' \
  sim/scenario/token_demand.cpp 's#start_day \+ in_hours\(middle\) / 24.0#start_day - 1.0 + in_hours(middle) / 24.0#' \
  test_scenario 'NationalDemand.GrowsByTheSamePercentageEachDayBetweenItsPoints'
mutation calibration 'calibration, (17)' 'what does not go with the general load is left in' \
  sim/experiment/calibration.cpp 's#factor_ \*= \(target_ - fixed\) / energy.general#factor_ *= target_ / energy.general#' \
  test_experiment 'Calibration.OneStepMeetsTheTargetWithTheGeneralLoad'
mutation reserve_margin 'reserve margin, (19)' 'over what is firm instead of over the peak' \
  sim/experiment/adequacy.cpp 's#\(firm - peak\) / peak#(firm - peak) / firm#' \
  test_experiment 'Adequacy.AMegawattOfImportIsAMegawattOfReserve'

# Network
mutation distance 'great-circle distance' 'radius of the equator' \
  sim/core/geography.cpp 's#6371.0#6378.1#' \
  test_model_network 'GreatCircleDistance.AQuarterOfTheGlobeOfMeanRadius'
mutation link_delay 'delay of a link, (1)' 'without the equipment' \
  sim/scenario/build.cpp 's#^( +)network.equipment_delay\);#\1Delay(0));#' \
  test_experiment 'TutorialData.DelaysThatAreNotStatedFollowFromDistance'
mutation fair_share_weight 'max-min share' 'the level by flows instead of by weight' \
  sim/model/network/fair_share.cpp 's#spare_gbps / scratch_.channels\[i\].open_weight#spare_gbps / static_cast<double>(scratch_.channels[i].open_flows)#' \
  test_model_network 'FairShare.RisesInProportionToWeights'
mutation fair_share_spare 'max-min share' 'a settled class takes what one of its flows takes' \
  sim/model/network/fair_share.cpp 's#spare_gbps -= settled.rate.value\(\) \* settled.flows#spare_gbps -= settled.rate.value()#' \
  test_model_network 'FairShareProperty.AgreesWithAFlowByFlowReference'
mutation bits 'transfers' 'bits taken for bytes' \
  sim/engine/transfers.cpp 's#/ 8000.0#/ 1000.0#' \
  test_engine 'Transfers.ALoneFlowRunsAtItsLimit'

# Work
mutation easy_shadow 'EASY reservation' 'accelerators kept for the head count as spare' \
  sim/policy/expected_ends.cpp 's#available \+ ending - needed#available + ending#' \
  test_policy 'EasyBackfillQueueProperty.StartsJobsWhenANaiveSchedulerDoes'
mutation easy_window 'EASY reservation' 'what ends at the reserved time counts as running past it' \
  sim/policy/queues.cpp 's#job.estimate > window#job.estimate >= window#' \
  test_policy 'EasyBackfillQueueProperty.StartsJobsWhenANaiveSchedulerDoes'
mutation checkpoints 'length of a run, (20)' 'a checkpoint follows the last piece' \
  sim/model/workload/checkpointing.cpp 's#length \+= \(std::ceil\(work_ms / ms\(interval\)\) - 1.0\)#length += std::ceil(work_ms / ms(interval))#' \
  test_model_workload 'CheckpointingProperty.IsWhatOneLivesThrough'
mutation checkpoint_saved 'work that is saved, (21)' 'what is done since the last checkpoint counts as saved' \
  sim/model/workload/checkpointing.cpp 's#, cycles \* ms\(interval\)\};#, (cycles + 1.0) * ms(interval)};#' \
  test_model_workload 'CheckpointingProperty.IsWhatOneLivesThrough'
mutation daly 'checkpoint interval, (22)' 'a third in place of a ninth' \
  sim/model/workload/checkpointing.cpp 's#ratio / 9.0#ratio / 3.0#' \
  test_model_workload 'DalyInterval.OfFiguresThatHaveRoots'
mutation token_cache 'work of a token, (24)' 'input found in the cache is read again' \
  sim/model/workload/serving.cpp 's#\(1.0 - mix.output_share\) \* \(1.0 - mix.cache_hit_share\)#(1.0 - mix.output_share)#' \
  test_model_workload 'ServingProfile.NeedsTheFleetThatDeepSeekPublished'
mutation batch_step 'step of a batch, (26)' 'off by one stream' \
  sim/model/workload/serving.cpp 's#\(speed.largest_batch - 1.0\)#speed.largest_batch#' \
  test_model_workload 'ServingProfile.AFullBatchYieldsTheStatedThroughputAndOneStreamItsOwn'
mutation first_token 'wait for a prefill instance, (28)' 'exponent of one server fewer' \
  sim/model/workload/serving.cpp 's#\(servers \+ 1.0\)#servers#' \
  test_model_workload 'Waiting.IsExactForOneServerWithExponentialService'
mutation log_normal_mean 'mean of a clipped log-normal' 'its variance twice' \
  sim/model/workload/distribution.cpp 's#mu \+ 0.5 \* d.sigma#mu + d.sigma#' \
  test_model_workload 'Distribution.SampleMeanApproachesTheStatedMean'
mutation early_ends 'mean run, (31)' 'who ends early runs not at all' \
  sim/model/workload/generator.cpp 's#1.0 - 0.5 \* \(failure_share#1.0 - (failure_share#' \
  test_model_workload 'GeneratedJobs.FailuresEndEarly'
mutation zipf 'activity of users' 'the first is the least active' \
  sim/model/workload/generator.cpp 's#std::pow\(k, -exponent\)#std::pow(k, exponent)#' \
  test_model_workload 'GeneratedJobs.TenantsAreActiveByZipf'
mutation voucher_year 'vouchers' 'the pool is not filled anew' \
  sim/model/workload/voucher.cpp 's#paid_in_year_ = Cny\(0\);##' \
  test_model_workload 'VoucherPool.PaysARateUntilTheFirmsCapAndThePoolAreUsedUp'
mutation persistence 'persistence forecast' 'one period too far back at its end' \
  sim/policy/forecast_models.cpp 's#\(lead \+ period - 1\) / period#(lead + period) / period#' \
  test_policy 'Forecasts.PersistenceRepeatsTheDayBefore'

# Optimisation
mutation plan_storage 'storage in the programs, (37)' 'discharging gains what it should lose' \
  sim/optimise/energy_program.cpp 's#hours_ / storage.discharge_efficiency#hours_ * storage.discharge_efficiency#' \
  test_optimise 'RollingProgram.StorageBuysLowAndServesHigh'
mutation plan_tokens_take_no_room 'tokens in the rolling plan, (46)' 'they take no room' \
  sim/optimise/rolling_program.cpp 's#(layout\.room\[step\]\[cluster\], used), 1\.0#\1, 0.0#' \
  test_optimise 'RollingProgram.TokensAreServedWithinReachAndElseLost'
mutation plan_waiting_counts_once 'start of a job by shadow prices, (47)' 'waiting counts once, however long it is' \
  sim/policy/rolling_lp.cpp 's#waiting_cny_per_hour \* waiting_hours#waiting_cny_per_hour * (waiting_hours > 0.0)#' \
  test_policy 'RollingLpProperty.AJobGoesWhereAndWhenItCostsLeast'
