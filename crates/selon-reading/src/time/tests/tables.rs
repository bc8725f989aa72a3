use super::*;

#[test]
fn partial_dates_take_what_they_lack_from_the_nearest_ahead() {
    check(
        &FUTURE,
        &[
            ("weekday(1)", "2013-02-18 2013-02-18 2013-02-19"),
            ("this(weekday(1))", "2013-02-18 2013-02-18 2013-02-19"),
            ("this(weekday(2))", "2013-02-12 2013-02-12 2013-02-13"),
            ("and(day(5), month(4))", "2013-04-05 2013-04-05 2013-04-06"),
            ("and(day(1), month(1))", "2014-01-01 2014-01-01 2014-01-02"),
            ("day(2)", "2013-03-02 2013-03-02 2013-03-03"),
            ("day(12)", "2013-02-12 2013-02-12 2013-02-13"),
            ("month(3)", "2013-03 2013-03-01 2013-04-01"),
            ("month(2)", "2013-02 2013-02-01 2013-03-01"),
            ("and(weekday(4), day(15))", "2013-08-15 2013-08-15 2013-08-16"),
            ("and(weekday(1), day(18), month(2))", "2013-02-18 2013-02-18 2013-02-19"),
            ("and(weekday(1), day(11), month(2))", "2013-02-11 2013-02-11 2013-02-12"),
            ("and(weekday(7), day(15), month(7))", "2013-07-15 2013-07-15 2013-07-16"),
            ("and(day(29), month(2))", "2016-02-29 2016-02-29 2016-03-01"),
            ("season(\"SU\")", "2013-SU 2013-06-21 2013-09-24"),
            ("this(season(\"WI\"))", "2012-WI 2012-12-21 2013-03-21"),
            ("weekend()", "2013-W07-WE 2013-02-15T18:00 2013-02-18T00:00"),
        ],
    );
}

#[test]
fn words_alone_ask_for_what_comes() {
    check(
        &ALONE,
        &[
            ("weekday(2)", "2013-02-19 2013-02-19 2013-02-20"),
            ("quarter(3)", "2013-Q3 2013-07-01 2013-10-01"),
            ("and(day(11), month(2))", "2014-02-11 2014-02-11 2014-02-12"),
        ],
    );
}

#[test]
fn without_a_verb_the_nearest_is_meant() {
    check(
        &UNKNOWN,
        &[
            ("weekday(2)", "2013-02-12 2013-02-12 2013-02-13"),
            ("weekday(6)", "2013-02-09 2013-02-09 2013-02-10"),
            ("weekday(4)", "2013-02-14 2013-02-14 2013-02-15"),
            ("and(day(11), month(2))", "2013-02-11 2013-02-11 2013-02-12"),
            ("and(day(5), month(4))", "2013-04-05 2013-04-05 2013-04-06"),
            ("quarter(4)", "2012-Q4 2012-10-01 2013-01-01"),
        ],
    );
}

#[test]
fn a_date_without_year_is_not_almost_a_year_away() {
    check(
        &PAST,
        &[
            ("and(day(15), month(3))", "2013-03-15 2013-03-15 2013-03-16"),
            ("and(day(5), month(1))", "2013-01-05 2013-01-05 2013-01-06"),
            ("quarter(1)", "2013-Q1 2013-01-01 2013-04-01"),
        ],
    );
    check(
        &FUTURE,
        &[
            ("and(day(11), month(2))", "2013-02-11 2013-02-11 2013-02-12"),
            ("quarter(4)", "2012-Q4 2012-10-01 2013-01-01"),
            ("quarter(3)", "2013-Q3 2013-07-01 2013-10-01"),
        ],
    );
}

#[test]
fn dates_are_of_the_year_that_is_told_of() {
    let told = Context { year: Some(2010), ..PAST };
    let day = "2010-11-13 2010-11-13 2010-11-14";
    check(&told, &[("and(day(13), month(11))", day), ("weekday(2)", "2013-02-12 2013-02-12 2013-02-13")]);
    check(&Context { year: Some(2010), ..FUTURE }, &[("month(11)", "2013-11 2013-11-01 2013-12-01")]);
}

#[test]
fn a_year_ago_is_the_same_quarter_where_quarters_are_compared() {
    let period = resolved("and(quarter(3), year(2012))", &NOTHING).stretch;
    check(
        &Context { period, compares: true, ..PAST },
        &[
            ("ago(duration(1, \"year\"))", "2011-Q3 2011-07-01 2011-10-01"),
            ("earlier(duration(1, \"year\"))", "2011-Q3 2011-07-01 2011-10-01"),
            ("ago(duration(2, \"year\"))", "2011 2011-02-01 2011-03-01"),
            ("same(\"quarter\")", "2012-Q3 2012-07-01 2012-10-01"),
            ("and(year(2010), same(\"quarter\"))", "2010-Q3 2010-07-01 2010-10-01"),
        ],
    );
}

#[test]
fn partial_dates_take_what_they_lack_from_the_last_before() {
    check(
        &PAST,
        &[
            ("weekday(3)", "2013-02-06 2013-02-06 2013-02-07"),
            ("weekday(2)", "2013-02-12 2013-02-12 2013-02-13"),
            ("this(weekday(1))", "2013-02-11 2013-02-11 2013-02-12"),
            ("and(day(5), month(9))", "2012-09-05 2012-09-05 2012-09-06"),
            ("month(2)", "2013-02 2013-02-01 2013-03-01"),
            ("month(10)", "2012-10 2012-10-01 2012-11-01"),
            ("season(\"SU\")", "2012-SU 2012-06-21 2012-09-24"),
            ("clock(15, -, -)", "2013-02-12T15:00 2013-02-12T15:00 2013-02-12T16:00"),
            ("weekend()", "2013-W06-WE 2013-02-08T18:00 2013-02-11T00:00"),
        ],
    );
    check(
        &DAY,
        &[
            ("weekday(2)", "2013-02-12 2013-02-12 2013-02-13"),
            ("clock(3)", "2013-02-12T03:00 2013-02-12T03:00 2013-02-12T04:00"),
            ("ago(duration(3, \"day\"))", "2013-02-09 2013-02-09 2013-02-10"),
            ("ago(duration(48, \"hour\"))", "2013-02-10 2013-02-10 2013-02-11"),
            ("ago(duration(2, \"hour\"))", "XXXX-XX-XXTXX:XX - -"),
            ("now(\"day\")", "2013-02-12 2013-02-12 2013-02-13"),
            ("last(\"day\")", "2013-02-11 2013-02-11 2013-02-12"),
        ],
    );
}

#[test]
fn full_dates_need_no_reference() {
    check(
        &NOTHING,
        &[
            ("and(day(3), month(3), year(2015))", "2015-03-03 2015-03-03 2015-03-04"),
            ("and(weekday(1), day(3), month(3), year(2015))", "2015-03-03 2015-03-03 2015-03-04"),
            ("year(1974)", "1974 1974-01-01 1975-01-01"),
            ("and(month(10), year(2014))", "2014-10 2014-10-01 2014-11-01"),
            ("shortyear(74)", "1974 1974-01-01 1975-01-01"),
            ("and(quarter(4), year(2018))", "2018-Q4 2018-10-01 2019-01-01"),
            ("and(halfyear(1), year(2018))", "2018-H1 2018-01-01 2018-07-01"),
            ("and(season(\"WI\"), year(1994))", "1994-WI 1994-12-21 1995-03-21"),
            ("and(week(7), year(2013))", "2013-W07 2013-02-11 2013-02-18"),
            ("decade(1960)", "196 1960-01-01 1970-01-01"),
            ("century(19)", "18 1800-01-01 1900-01-01"),
            ("century(-1)", "BC00 -0099-01-01 0001-01-01"),
            ("bc(year(44))", "BC0044 -0043-01-01 -0042-01-01"),
            ("nth(1, weekday(1), and(month(3), year(2013)))", "2013-03-04 2013-03-04 2013-03-05"),
            ("mid(year(2022))", "2022 2022-05-01 2022-09-01 Mid"),
            ("interval(year(2015), year(2018))", "2015/2018 2015-01-01 2019-01-01"),
            ("since(year(2015))", "2015 2015-01-01 - OnOrAfter"),
        ],
    );
}

#[test]
fn without_a_reference_what_depends_on_it_stays_unresolved() {
    check(
        &NOTHING,
        &[
            ("and(day(5), month(1))", "XXXX-01-05 - -"),
            ("weekday(3)", "XXXX-WXX-3 - -"),
            ("month(3)", "XXXX-03 - -"),
            ("season(\"SU\")", "XXXX-SU - -"),
            ("day(5)", "XXXX-XX-05 - -"),
            ("clock(18, 30)", "XXXX-XX-XXT18:30 - -"),
            ("and(weekday(1), daypart(\"MO\"))", "XXXX-WXX-1TMO - -"),
            ("last(\"day\")", "XXXX-XX-XX - -"),
            ("next(\"week\")", "XXXX-WXX - -"),
            ("preceding(\"day\")", "XXXX-XX-XX - -"),
            ("ago(duration(3, \"year\"))", "XXXX - -"),
            ("interval(day(13), and(day(15), month(7)))", "XXXX-07-13/XXXX-07-15 - -"),
            ("interval(month(11), month(3))", "XXXX-11/XXXX-03 - -"),
            ("decade(60)", "XX6 - -"),
            ("weekend()", "XXXX-WXX-WE - -"),
            ("start(month(4))", "XXXX-04 - - Start"),
            ("lasts(3, \"day\")", "P3D - -"),
        ],
    );
}

#[test]
fn this_next_last() {
    check(
        &FUTURE,
        &[
            ("next(weekday(2))", "2013-02-19 2013-02-19 2013-02-20"),
            ("next(weekday(3))", "2013-02-13 2013-02-13 2013-02-14"),
            ("next(weekday(3), 2)", "2013-02-20 2013-02-20 2013-02-21"),
            ("last(weekday(7))", "2013-02-10 2013-02-10 2013-02-11"),
            ("last(weekday(2))", "2013-02-05 2013-02-05 2013-02-06"),
            ("and(weekday(1), next(\"week\"))", "2013-02-18 2013-02-18 2013-02-19"),
            ("and(weekday(7), last(\"week\"))", "2013-02-10 2013-02-10 2013-02-11"),
            ("this(\"week\")", "2013-W07 2013-02-11 2013-02-18"),
            ("last(\"week\")", "2013-W06 2013-02-04 2013-02-11"),
            ("last(\"month\")", "2013-01 2013-01-01 2013-02-01"),
            ("next(\"month\")", "2013-03 2013-03-01 2013-04-01"),
            ("next(\"month\", 2)", "2013-04 2013-04-01 2013-05-01"),
            ("next(month(2))", "2014-02 2014-02-01 2014-03-01"),
            ("last(season(\"SU\"))", "2012-SU 2012-06-21 2012-09-24"),
            ("this(\"year\")", "2013 2013-01-01 2014-01-01"),
            ("next(\"century\")", "21 2100-01-01 2200-01-01"),
            ("now(\"day\")", "2013-02-12 2013-02-12 2013-02-13"),
            ("now(\"second\")", "PRESENT_REF 2013-02-12T04:30:00 2013-02-12T04:30:01"),
            ("next(\"day\")", "2013-02-13 2013-02-13 2013-02-14"),
            ("next(\"day\", 2)", "2013-02-14 2013-02-14 2013-02-15"),
            ("last(weekend())", "2013-W06-WE 2013-02-08T18:00 2013-02-11T00:00"),
            ("and(day(20), next(\"month\"))", "2013-03-20 2013-03-20 2013-03-21"),
            ("and(last(\"day\"), weekday(2))", "2013-02-11 2013-02-11 2013-02-12"),
        ],
    );
}

#[test]
fn durations_before_and_after_are_known_one_unit_finer() {
    check(
        &FUTURE,
        &[
            ("ago(duration(3, \"year\"))", "2010 2010-02-01 2010-03-01"),
            ("ago(duration(3, \"month\"))", "2012-11 2012-11-12 2012-11-13"),
            ("ago(duration(2, \"day\"))", "2013-02-10 2013-02-10T04:00 2013-02-10T05:00"),
            ("ago(duration(3, \"week\"))", "2013-W04 2013-01-22 2013-01-23"),
            ("ago(duration(2, \"hour\"))", "2013-02-12T02:30 2013-02-12T02:30 2013-02-12T02:31"),
            ("hence(duration(2, \"month\"))", "2013-04 2013-04-12 2013-04-13"),
            ("hence(duration(1, \"day\"))", "2013-02-13 2013-02-13T04:00 2013-02-13T05:00"),
            (
                "hence(duration(60, \"minute\"))",
                "2013-02-12T05:30:00 2013-02-12T05:30:00 2013-02-12T05:30:01",
            ),
            ("hence(duration(2.5, \"hour\"))", "2013-02-12T07:00:00 2013-02-12T07:00:00 2013-02-12T07:00:01"),
            ("ago(duration(-, \"year\"))", "PAST_REF - -"),
            ("hence(duration(-, \"day\"))", "FUTURE_REF - -"),
            ("ago(approxd(duration(3, \"year\")))", "2010 2010-02-01 2010-03-01 Approx"),
            ("ago(morethan(duration(3, \"year\")))", "2010 - 2010-03-01 Before"),
            (
                "and(clock(17), hence(duration(7, \"day\")))",
                "2013-02-19T17:00 2013-02-19T17:00 2013-02-19T18:00",
            ),
            (
                "and(clock(7), hence(duration(3, \"year\")))",
                "2016-02-01T07:00 2016-02-01T07:00 2016-02-01T08:00",
            ),
            ("and(month(3), hence(duration(1, \"year\")))", "2014-03 2014-03-01 2014-04-01"),
            ("later(duration(3, \"year\"), now(\"day\"))", "2016-02-12 2016-02-12 2016-02-13"),
            ("later(duration(7, \"day\"), weekday(1))", "2013-02-25 2013-02-25 2013-02-26"),
            ("later(duration(1, \"day\"), and(day(13), month(2)))", "2013-02-14 2013-02-14 2013-02-15"),
            ("within(duration(2, \"week\"))", "P2W 2013-02-12T04:30:00 2013-02-26T00:00:00 EqualOrLess"),
            ("within(end(this(\"month\")))", "2013-02 2013-02-12T04:30:00 2013-03-01T00:00:00 OnOrBefore"),
        ],
    );
}

#[test]
fn the_last_and_the_next_are_whole_units() {
    check(
        &FUTURE,
        &[
            ("lasts(2, \"second\")", "PT2S 2013-02-12T04:29:58 2013-02-12T04:30:00"),
            ("nexts(3, \"second\")", "PT3S 2013-02-12T04:30:01 2013-02-12T04:30:04"),
            ("lasts(2, \"minute\")", "PT2M 2013-02-12T04:28 2013-02-12T04:30"),
            ("nexts(3, \"hour\")", "PT3H 2013-02-12T05:00 2013-02-12T08:00"),
            ("lasts(2, \"day\")", "P2D 2013-02-10 2013-02-12"),
            ("nexts(3, \"day\")", "P3D 2013-02-13 2013-02-16"),
            ("lasts(2, \"week\")", "P2W 2013-01-28 2013-02-11"),
            ("nexts(3, \"month\")", "P3M 2013-03-01 2013-06-01"),
            ("lasts(2, \"year\")", "P2Y 2011-01-01 2013-01-01"),
            ("lasts(-, \"day\")", "PXD - -"),
        ],
    );
}

#[test]
fn clock_times() {
    check(
        &FUTURE,
        &[
            ("clock(15)", "2013-02-12T15:00 2013-02-12T15:00 2013-02-12T16:00"),
            ("clock(15, 15)", "2013-02-12T15:15 2013-02-12T15:15 2013-02-12T15:16"),
            ("am(clock(3))", "2013-02-13T03:00 2013-02-13T03:00 2013-02-13T04:00"),
            ("clock(24)", "2013-02-13T00:00 2013-02-13T00:00 2013-02-13T01:00"),
            ("clock(0, 3)", "2013-02-13T00:03 2013-02-13T00:03 2013-02-13T00:04"),
            ("and(now(\"day\"), clock(0, 3))", "2013-02-12T00:03 2013-02-12T00:03 2013-02-12T00:04"),
            ("and(day(2), month(3), clock(5))", "2013-03-02T05:00 2013-03-02T05:00 2013-03-02T06:00"),
            ("and(this(daypart(\"EV\")), clock(8))", "2013-02-12T20:00 2013-02-12T20:00 2013-02-12T21:00"),
            ("and(daypart(\"EV\"), clock(8))", "2013-02-12T20:00 2013-02-12T20:00 2013-02-12T21:00"),
            (
                "and(next(\"day\"), daypart(\"AF\"), clock(3, 15))",
                "2013-02-13T15:15 2013-02-13T15:15 2013-02-13T15:16",
            ),
            ("and(daypart(\"MO\"), clock(3))", "2013-02-13T03:00 2013-02-13T03:00 2013-02-13T04:00"),
            (
                "and(weekday(4), approx(clock(18)))",
                "2013-02-14T18:00 2013-02-14T18:00 2013-02-14T19:00 Approx",
            ),
            ("clock12(3)", "2013-02-12T15:00 2013-02-12T15:00 2013-02-12T16:00"),
            ("and(next(\"day\"), clock12(9))", "2013-02-13T09:00 2013-02-13T09:00 2013-02-13T10:00"),
            ("pm(clock12(12))", "2013-02-12T12:00 2013-02-12T12:00 2013-02-12T13:00"),
            ("am(clock12(12))", "2013-02-13T00:00 2013-02-13T00:00 2013-02-13T01:00"),
            ("clock(15, 23, 24)", "2013-02-12T15:23:24 2013-02-12T15:23:24 2013-02-12T15:23:25"),
            ("zone(clock(16), \"+01:00\")", "2013-02-12T16:00 2013-02-12T16:00+01:00 2013-02-12T17:00+01:00"),
            (
                "zone(clock(16), \"Europe/Paris\")",
                "2013-02-12T16:00 2013-02-12T16:00+01:00 2013-02-12T17:00+01:00",
            ),
        ],
    );
    check(
        &ZONED,
        &[
            ("zone(clock(16), \"+01:00\")", "2013-02-12T16:00 2013-02-12T13:00-02:00 2013-02-12T14:00-02:00"),
            (
                "and(weekday(4), zone(clock(8, 0), \"Z\"))",
                "2013-02-14T08:00 2013-02-14T06:00-02:00 2013-02-14T06:01-02:00",
            ),
            ("clock(16)", "2013-02-12T16:00 2013-02-12T16:00 2013-02-12T17:00"),
            ("ago(duration(2, \"hour\"))", "2013-02-12T02:30 2013-02-12T02:30-02:00 2013-02-12T02:31-02:00"),
            ("ago(duration(3, \"month\"))", "2012-11 2012-11-12 2012-11-13"),
        ],
    );
}

#[test]
fn parts_of_the_day() {
    check(
        &FUTURE,
        &[
            ("this(daypart(\"AF\"))", "2013-02-12TAF 2013-02-12T12:00 2013-02-12T19:00"),
            ("daypart(\"EV\")", "2013-02-12TEV 2013-02-12T18:00 2013-02-13T00:00"),
            ("and(next(\"day\"), daypart(\"EV\"))", "2013-02-13TEV 2013-02-13T18:00 2013-02-14T00:00"),
            ("and(last(\"day\"), daypart(\"EV\"))", "2013-02-11TEV 2013-02-11T18:00 2013-02-12T00:00"),
            ("and(weekday(1), daypart(\"MO\"))", "2013-02-18TMO 2013-02-18T04:00 2013-02-18T12:00"),
            ("and(weekday(1), end(daypart(\"AF\")))", "2013-02-18TAF 2013-02-18T17:00 2013-02-18T19:00 End"),
            ("start(daypart(\"MO\"))", "2013-02-12TMO 2013-02-12T07:00 2013-02-12T09:00 Start"),
            ("mid(now(\"day\"))", "2013-02-12 2013-02-12T11:00 2013-02-12T16:00 Mid"),
            ("and(weekday(1), daypart(\"NI\"))", "2013-02-18TNI 2013-02-18T21:00 2013-02-19T06:00"),
            (
                "and(weekday(1), daypart(\"NI\"), clock(2))",
                "2013-02-19T02:00 2013-02-19T02:00 2013-02-19T03:00",
            ),
        ],
    );
}

#[test]
fn beginnings_middles_and_ends() {
    check(
        &FUTURE,
        &[
            ("start(month(4))", "2013-04 2013-04-01 2013-04-06 Start"),
            ("start(next(\"month\"))", "2013-03 2013-03-01 2013-03-11 Start"),
            ("start(\"month\")", "2013-03 2013-03-01 2013-03-11 Start"),
            ("start(\"week\")", "2013-W07 2013-02-11 2013-02-13 Start"),
            ("mid(month(12))", "2013-12 2013-12-10 2013-12-20 Mid"),
            ("end(month(3))", "2013-03 2013-03-21 2013-04-01 End"),
            ("start(this(\"year\"))", "2013 2013-01-01 2013-03-01 Start"),
            ("end(this(\"year\"))", "2013 2013-11-01 2014-01-01 End"),
            ("start(this(\"week\"))", "2013-W07 2013-02-11 2013-02-13 Start"),
            ("mid(this(\"week\"))", "2013-W07 2013-02-13 2013-02-15 Mid"),
            ("end(this(\"week\"))", "2013-W07 2013-02-14 2013-02-18 End"),
            ("start(decade(1990))", "199 1990-01-01 1994-01-01 Start"),
            ("end(century(19))", "18 1867-01-01 1900-01-01 End"),
            ("start(and(season(\"SU\"), year(2012)))", "2012-SU 2012-06-21 2012-07-22 Start"),
        ],
    );
}

#[test]
fn the_nth_of_something() {
    check(
        &FUTURE,
        &[
            ("nth(3, \"day\", month(10))", "2013-10-03 2013-10-03 2013-10-04"),
            ("nth(1, \"week\", and(month(10), year(2014)))", "2014-W41 2014-10-06 2014-10-13"),
            ("nth(1, \"week\", and(day(6), month(10)))", "2013-W41 2013-10-07 2013-10-14"),
            ("nth(-1, \"day\", and(month(10), year(2015)))", "2015-10-31 2015-10-31 2015-11-01"),
            ("nth(-1, \"week\", and(month(9), year(2014)))", "2014-W39 2014-09-22 2014-09-29"),
            ("nth(-3, \"week\", year(2018))", "2018-W50 2018-12-10 2018-12-17"),
            ("nth(1, weekend(), month(9))", "2013-W36-WE 2013-09-06T18:00 2013-09-09T00:00"),
            ("nth(-1, weekend(), month(9))", "2013-W39-WE 2013-09-27T18:00 2013-09-30T00:00"),
            ("nth(1, \"fortnight\", month(4))", "2013-04-01/2013-04-14 2013-04-01 2013-04-15"),
            ("nth(2, \"fortnight\", month(4))", "2013-04-15/2013-04-30 2013-04-15 2013-05-01"),
            ("nth(1, weekday(3), next(\"month\"))", "2013-03-06 2013-03-06 2013-03-07"),
            ("nth(2, \"quarter\", year(2014))", "2014-Q2 2014-04-01 2014-07-01"),
            ("nth(6, weekday(1), month(3))", "XXXX-03-XX - -"),
        ],
    );
}

#[test]
fn intervals() {
    check(
        &FUTURE,
        &[
            ("interval(day(13), and(day(15), month(7)))", "2013-07-13/2013-07-15 2013-07-13 2013-07-16"),
            (
                "interval(and(weekday(1), day(1)), and(weekday(3), day(10), month(7)))",
                "2013-07-01/2013-07-10 2013-07-01 2013-07-11",
            ),
            ("interval(day(13), day(18))", "2013-02-13/2013-02-18 2013-02-13 2013-02-19"),
            (
                "interval(and(day(10), month(6)), and(day(1), month(7)))",
                "2013-06-10/2013-07-01 2013-06-10 2013-07-02",
            ),
            (
                "interval(day(14), and(day(20), month(9), year(2014)))",
                "2014-09-14/2014-09-20 2014-09-14 2014-09-21",
            ),
            ("interval(and(month(11)), and(month(3), year(2014)))", "2013-11/2014-03 2013-11-01 2014-04-01"),
            (
                "interval(clock(9, 30), and(clock(11), weekday(4)))",
                "2013-02-14T09:30/2013-02-14T11:00 2013-02-14T09:30 2013-02-14T11:01",
            ),
            (
                "and(weekday(4), interval(clock(9), clock(11)))",
                "2013-02-14T09:00/2013-02-14T11:00 2013-02-14T09:00 2013-02-14T12:00",
            ),
            (
                "interval(clock(12), clock(2))",
                "2013-02-12T12:00/2013-02-12T14:00 2013-02-12T12:00 2013-02-12T15:00",
            ),
            (
                "interval(clock(11, 30), clock(1, 30))",
                "2013-02-12T11:30/2013-02-12T13:30 2013-02-12T11:30 2013-02-12T13:31",
            ),
            (
                "interval(clock(22), clock(2))",
                "2013-02-12T22:00/2013-02-13T02:00 2013-02-12T22:00 2013-02-13T03:00",
            ),
            (
                "interval(clock12(3), pm(clock12(4)))",
                "2013-02-12T15:00/2013-02-12T16:00 2013-02-12T15:00 2013-02-12T17:00",
            ),
            (
                "pm(interval(clock12(9), clock12(5)))",
                "2013-02-12T09:00/2013-02-12T17:00 2013-02-12T09:00 2013-02-12T18:00",
            ),
            (
                "interval(clock(13, 30), and(weekday(6), clock(15)))",
                "2013-02-16T13:30/2013-02-16T15:00 2013-02-16T13:30 2013-02-16T15:01",
            ),
            (
                "interval(and(day(18), month(12)), duration(10, \"day\"))",
                "2013-12-18/2013-12-27 2013-12-18 2013-12-28",
            ),
            ("interval(month(11), month(3))", "2012-11/2013-03 2012-11-01 2013-04-01"),
            (
                "and(next(\"week\"), interval(weekday(1), weekday(5)))",
                "2013-02-18/2013-02-22 2013-02-18 2013-02-23",
            ),
        ],
    );
}

#[test]
fn open_stretches() {
    check(
        &FUTURE,
        &[
            ("since(and(day(8), month(3)))", "2013-03-08 2013-03-08 - OnOrAfter"),
            ("and(weekday(4), since(clock(9, 30)))", "2013-02-14T09:30 2013-02-14T09:30 - OnOrAfter"),
            ("until(end(now(\"day\")))", "2013-02-12 - 2013-02-12T21:00 OnOrBefore"),
            ("before(clock(16))", "2013-02-12T16:00 - 2013-02-12T16:00 Before"),
            ("after(and(day(1), month(11)))", "2013-11-01 2013-11-02 - After"),
            ("after(clock(16))", "2013-02-12T16:00 2013-02-12T16:00 - After"),
            ("until(and(day(15), month(2)))", "2013-02-15 - 2013-02-16 OnOrBefore"),
            (
                "and(next(\"day\"), until(clock(16)))",
                "2013-02-13/2013-02-13T16:00 2013-02-13T00:00 2013-02-13T17:00",
            ),
            (
                "and(day(20), until(clock(18)))",
                "2013-02-20/2013-02-20T18:00 2013-02-20T00:00 2013-02-20T19:00",
            ),
            ("and(month(3), year(2014), until(month(3)))", "2014-03 - 2014-04-01 OnOrBefore"),
        ],
    );
}

#[test]
fn from_the_last_mention() {
    let mention = resolved("and(day(5), month(1), year(2012))", &NOTHING).stretch;
    let narrative = Context { mention, ..NOTHING };
    check(
        &narrative,
        &[
            ("preceding(\"day\")", "2012-01-04 2012-01-04 2012-01-05"),
            ("following(\"day\")", "2012-01-06 2012-01-06 2012-01-07"),
            ("following(weekday(1))", "2012-01-09 2012-01-09 2012-01-10"),
            ("same(\"day\")", "2012-01-05 2012-01-05 2012-01-06"),
            ("same(\"year\")", "2012 2012-01-01 2013-01-01"),
            ("same(daypart(\"EV\"))", "2012-01-05TEV 2012-01-05T18:00 2012-01-06T00:00"),
            ("and(preceding(\"day\"), daypart(\"EV\"))", "2012-01-04TEV 2012-01-04T18:00 2012-01-05T00:00"),
            ("later(duration(2, \"day\"))", "2012-01-07 2012-01-07 2012-01-08"),
            ("earlier(duration(1, \"year\"))", "2011 2011-01-01 2011-02-01"),
            ("earlier(duration(2, \"hour\"))", "PT2H - -"),
        ],
    );
    let month = resolved("and(month(1), year(2012))", &NOTHING).stretch;
    check(
        &Context { mention: month, ..NOTHING },
        &[
            ("preceding(\"day\")", "XXXX-XX-XX - -"),
            ("following(\"month\")", "2012-02 2012-02-01 2012-03-01"),
        ],
    );
    check(
        &FUTURE,
        &[
            ("following(\"day\")", "2013-02-13 2013-02-13 2013-02-14"),
            ("later(duration(2, \"day\"))", "2013-02-14 2013-02-14 2013-02-15"),
        ],
    );
}

#[test]
fn durations_and_sets() {
    check(
        &NOTHING,
        &[
            ("duration(3, \"day\")", "P3D - -"),
            ("duration(1.5, \"year\")", "P1Y6M - -"),
            ("duration(0.5, \"year\")", "P6M - -"),
            ("plus(duration(1, \"hour\"), duration(30, \"minute\"))", "PT1H30M - -"),
            ("plus(duration(1, \"day\"), duration(2, \"hour\"))", "P1DT2H - -"),
            ("duration(1.5, \"hour\")", "PT1H30M - -"),
            ("duration(-, \"month\")", "PXM - -"),
            ("duration(2, \"decade\")", "P20Y - -"),
            ("morethan(duration(2, \"week\"))", "P2W - - MoreThan"),
            ("between(2, 3, \"day\")", "P2D/P3D - -"),
            ("every(\"day\")", "P1D - -"),
            ("every(weekday(1))", "XXXX-WXX-1 - -"),
            ("every(duration(2, \"year\"))", "P2Y - -"),
            ("every(weekend())", "XXXX-WXX-WE - -"),
            ("often(2, \"year\")", "P1Y - -"),
            ("everytime(every(weekday(1)), clock(8))", "XXXX-WXX-1T08:00 - -"),
            ("everytime(every(\"day\"), clock(8))", "XXXX-XX-XXT08:00 - -"),
            ("present()", "PRESENT_REF - -"),
            ("any(\"day\")", "XXXX-XX-XX - -"),
            ("any(weekday(1))", "XXXX-WXX-1 - -"),
        ],
    );
}

#[test]
fn what_does_not_exist_makes_nothing() {
    for action in [
        "and(day(31), month(2))",
        "and(day(29), month(2), year(2013))",
        "day(32)",
        "day(0)",
        "day(1.5)",
        "month(13)",
        "clock(25)",
        "clock(12, 60)",
        "clock(24, 1)",
        "clock12(0)",
        "weekday(8)",
        "year(99999)",
        "and(week(53), year(2013))",
        "and(weekday(1), weekday(2))",
        "season(\"XX\")",
        "this(\"fantasy\")",
        "zone(clock(3), \"Atlantis\")",
        "decade(1965)",
        "century(0)",
        "bc(month(3))",
        "nth(0, \"day\", month(3))",
        "duration(-3, \"day\")",
        "interval(year(2018), year(2015))",
        "start(clock(3))",
        "and()",
    ] {
        assert_eq!(evaluate(action), None, "{action}");
    }
}
