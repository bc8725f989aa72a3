//! When holidays fall, by the rules of `data/holidays.tsv`.

mod calendar;
mod hindu;
mod rule;

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};
use jiff::civil::Date;

use crate::table::{TableError, rows};
use rule::Rule;

/// The days of a holiday in a year: its first one and the one after its last.
///
/// `region` is the country of the text (`FR`, `CA`): Mother's Day is the second Sunday of May in Canada and the last one in
/// France. `None` where the holiday is unknown, has no rule there, or does not fall in that year. A holiday of a lunar
/// calendar that falls twice in a year is the first one; one that goes over the end of the year belongs to its first day's.
pub(crate) fn days(id: &str, year: i16, region: Option<&str>) -> Option<(Date, Date)> {
    Calendar { rules: &RULES, region, year }.stretch(id, 0)
}

/// Whether there is a holiday of this name.
#[cfg(test)]
pub(super) fn is_known(id: &str) -> bool {
    RULES.contains_key(id)
}

/// The month and day of a holiday that falls on the same date every year and everywhere.
pub(super) fn month_and_day(id: &str) -> Option<(i8, i8)> {
    match RULES.get(id)?.as_slice() {
        [(None, rule)] => rule.month_and_day(),
        _ => None,
    }
}

/// The country of a text by its language tag (BCP 47), as far as it has holidays of its own: the one it says (`fr-CA`), else the
/// likeliest one (`fr`: `FR`), as `data/regions.tsv` has it.
pub(crate) fn region(language: &str) -> Option<&'static str> {
    let mut subtags = language.split('-');
    let first = subtags.next()?;
    let said = subtags.find(|tag| tag.len() == 2);
    let likely = || rows(REGIONS).filter_map(|(_, row)| row.split_once('\t')).find(|(l, _)| *l == first);
    let country = said.or_else(|| likely().map(|(_, region)| region))?;
    let known = RULES.values().flatten().filter_map(|(region, _)| *region);
    known.into_iter().find(|region| region.eq_ignore_ascii_case(country))
}

const TABLE: &str = include_str!("../../../../../data/holidays.tsv");
const REGIONS: &str = include_str!("../../../../../data/regions.tsv");

/// The rules of each holiday with their regions; that of every other region has none.
type Rules = HashMap<&'static str, Vec<(Option<&'static str>, Rule)>>;

static RULES: LazyLock<Rules> =
    LazyLock::new(|| read(TABLE).expect("the tables in the program are read by its tests"));

fn read(table: &'static str) -> Result<Rules, TableError> {
    let mut rules = Rules::new();
    for (line, row) in rows(table) {
        let error = |reason: String| TableError { table: "holidays", line, reason };
        let columns: Vec<&str> = row.split('\t').collect();
        let [id, region, rule, _] = columns[..] else {
            return Err(error(format!("{} columns, not four", columns.len())));
        };
        let rule = Rule::read(rule).ok_or_else(|| error(format!("no rule: {rule}")))?;
        rules.entry(id).or_default().push(((region != "-").then_some(region), rule));
    }
    Ok(rules)
}

/// The holidays of a region in a year.
#[derive(Clone, Copy)]
struct Calendar<'r> {
    rules: &'r Rules,
    region: Option<&'r str>,
    year: i16,
}

impl Calendar<'_> {
    /// The days of a holiday; `depth` counts the holidays whose rules name it.
    fn stretch(self, id: &str, depth: usize) -> Option<(Date, Date)> {
        /// No rule names a holiday whose rule names one whose rule … deeper than that.
        const DEEPEST: usize = 4;
        let of_id = self.rules.get(id).filter(|_| depth <= DEEPEST)?;
        let own = of_id.iter().find(|(region, _)| region.is_some() && *region == self.region);
        let (_, rule) = own.or_else(|| of_id.iter().find(|(region, _)| region.is_none()))?;
        rule.stretch(self, depth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(id: &str, year: i16, region: &str) -> String {
        days(id, year, Some(region)).map(|(first, _)| first.to_string()).unwrap_or_default()
    }

    fn stretch(id: &str, year: i16) -> String {
        days(id, year, None).map(|(first, end)| format!("{first}/{end}")).unwrap_or_default()
    }

    #[test]
    fn every_holiday_has_days() {
        for (id, of_id) in RULES.iter() {
            for (region, _) in of_id {
                let years = (1900..2100).filter(|&year| days(id, year, *region).is_some()).count();
                assert!(years >= 1, "{id} {region:?}");
            }
            for year in [i16::MIN, -9999, -1, 0, 1, 1582, 9999, i16::MAX] {
                if let Some((first, end)) = days(id, year, None) {
                    assert!(first < end && first.year() == year, "{id} {year}");
                }
            }
        }
    }

    #[test]
    fn fixed_days_and_weekdays_of_a_month() {
        assert_eq!(stretch("christmas", 2016), "2016-12-25/2016-12-26");
        assert_eq!(stretch("black-friday", 2017), "2017-11-24/2017-11-25");
        assert_eq!(first("victoria-day", 2018, "CA"), "2018-05-21");
        assert_eq!(first("discovery-day", 2013, "CA"), "2013-06-24");
        assert_eq!(first("discovery-day", 2018, "CA"), "2018-06-25");
        assert_eq!(first("bosss-day", 2016, "US"), "2016-10-17");
        assert_eq!(first("bosss-day", 2021, "US"), "2021-10-15");
        assert_eq!(first("dutch-kings-day", 2014, "NL"), "2014-04-26");
        assert_eq!(first("tax-day", 2011, "US"), "2011-04-18");
        assert_eq!(first("tax-day", 2012, "US"), "2012-04-17");
        assert_eq!(first("tax-day", 2013, "US"), "2013-04-15");
        assert_eq!(first("administrative-professionals-day", 2019, "US"), "2019-04-24");
        assert_eq!(first("advent-sunday", 2023, "FR"), "2023-12-03");
        assert_eq!(stretch("naidoc-week", 2018), "2018-07-08/2018-07-16");
        assert_eq!(stretch("royal-queensland-show", 2013), "2013-08-09/2013-08-19");
        assert_eq!(stretch("heritage-days", 2019), "2019-09-21/2019-09-23");
        assert_eq!(stretch("super-tuesday", 2010), "");
        assert_eq!(stretch("parsi-new-year", 2022), "2022-08-16/2022-08-17");
        assert_eq!(stretch("earth-hour", 2016), "2016-03-19/2016-03-20");
    }

    #[test]
    fn a_holiday_of_each_region() {
        assert_eq!(first("thanksgiving", 2016, "US"), "2016-11-24");
        assert_eq!(first("thanksgiving", 2016, "CA"), "2016-10-10");
        assert_eq!(first("mothers-day", 2016, "CA"), "2016-05-08");
        assert_eq!(first("mothers-day", 2016, "FR"), "2016-05-29");
        // The last Sunday of May is Pentecost.
        assert_eq!(first("mothers-day", 2020, "FR"), "2020-06-07");
        assert_eq!(first("mothers-day", 2013, "GB"), "2013-03-10");
        assert_eq!(first("national-day", 2016, "CH"), "2016-08-01");
        assert_eq!(days("national-day", 2016, None), None);
        assert_eq!(
            (region("fr"), region("fr-CA"), region("en-Latn-GB")),
            (Some("FR"), Some("CA"), Some("GB"))
        );
        assert_eq!(region("xx"), None);
    }

    #[test]
    fn feasts_of_easter() {
        for (year, day) in
            [(1961, "1961-04-02"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2038, "2038-04-25")]
        {
            assert_eq!(first("easter", year, "FR"), day);
        }
        for (year, day) in [(2018, "2018-04-08"), (2024, "2024-05-05"), (1961, "1961-04-09")] {
            assert_eq!(first("orthodox-easter", year, "GR"), day);
        }
        assert_eq!(first("ascension", 2018, "FR"), "2018-05-10");
        assert_eq!(stretch("lent", 2018), "2018-02-14/2018-04-01");
        assert_eq!(stretch("great-lent", 2018), "2018-02-19/2018-03-31");
    }

    #[test]
    fn islamic_feasts() {
        let ramadan = [
            (1950, "1950-06-17/1950-07-16"),
            (2018, "2018-05-16/2018-06-15"),
            (2034, "2034-11-12/2034-12-12"),
            (2046, "2046-07-05/2046-08-04"),
            (2050, "2050-05-22/2050-06-21"),
        ];
        for (year, days) in ramadan {
            assert_eq!(stretch("ramadan", year), days);
        }
        // Twice in 2030, and over the end of 2031.
        assert_eq!(stretch("ramadan", 2030), "2030-01-05/2030-02-04");
        assert_eq!(stretch("ramadan", 2031), "2031-12-16/2032-01-14");
        assert_eq!(first("eid-al-adha", 2018, "FR"), "2018-08-21");
        assert_eq!(first("jumuatul-wida", 2017, "FR"), "2017-06-23");
        assert_eq!(first("ashura", 2017, "FR"), "2017-09-30");
        assert_eq!(first("mawlid", 2017, "FR"), "2017-11-30");
    }

    #[test]
    fn jewish_feasts() {
        assert_eq!(stretch("hanukkah", 2018), "2018-12-02/2018-12-10");
        assert_eq!(stretch("rosh-hashanah", 2018), "2018-09-09/2018-09-12");
        assert_eq!(stretch("passover", 2018), "2018-03-30/2018-04-08");
        assert_eq!(first("purim", 2013, "FR"), "2013-02-23");
        assert_eq!(first("yom-haatzmaut", 2018, "FR"), "2018-04-18");
        assert_eq!(first("yom-hashoah", 2018, "FR"), "2018-04-11");
        assert_eq!(first("tisha-bav", 2018, "FR"), "2018-07-21");
    }

    #[test]
    fn hindu_feasts() {
        for (id, day) in [
            ("dhanteras", "2017-10-17"),
            ("dhanteras", "2019-10-25"),
            ("naraka-chaturdashi", "2019-10-26"),
            ("diwali", "2019-10-27"),
            ("govardhan-puja", "2018-11-08"),
            ("bhai-dooj", "2019-10-29"),
            ("chhath", "2019-11-02"),
            ("karva-chauth", "2018-10-27"),
            ("maha-saptami", "2021-10-12"),
            ("maha-navami", "2021-10-14"),
            ("dussehra", "2018-10-18"),
            ("ratha-yatra", "2018-07-14"),
            ("raksha-bandhan", "2018-08-26"),
            ("mahavir-jayanti", "2020-04-06"),
            ("maha-shivaratri", "2020-02-21"),
            ("dayananda-saraswati-jayanti", "2018-02-10"),
            ("vasant-panchami", "2019-02-10"),
            ("holika-dahan", "2019-03-20"),
            ("holi", "2019-03-21"),
            ("janmashtami", "2019-08-23"),
            ("ganesh-chaturthi", "2019-09-02"),
            ("rama-navami", "2020-04-02"),
            ("ugadi", "2018-03-18"),
            ("vesak", "2013-05-24"),
            ("guru-ravidas-jayanti", "2018-01-31"),
            ("guru-ravidas-jayanti", "2019-02-19"),
            ("valmiki-jayanti", "2018-10-24"),
            ("valmiki-jayanti", "2019-10-13"),
            ("guru-gobind-singh-jayanti", "2014-01-07"),
            ("pongal", "2018-01-14"),
            ("kaanum-pongal", "2018-01-16"),
            ("vaisakhi", "2018-04-14"),
        ] {
            let year = day[..4].parse().unwrap();
            assert_eq!(first(id, year, "IN"), day, "{id}");
        }
    }

    #[test]
    fn chinese_and_iranian_feasts() {
        assert_eq!(first("chinese-new-year", 2018, "FR"), "2018-02-16");
        assert_eq!(first("mid-autumn-festival", 2023, "FR"), "2023-09-29");
        assert_eq!(first("chinese-new-years-eve", 2014, "FR"), "2014-01-30");
        assert_eq!(first("nowruz", 2023, "FR"), "2023-03-21");
    }
}
