//! A small chart of sums per person against the poverty line. It is a picture
//! of the table beside it and says nothing that the table does not.

use contract::moment::Day;
use yew::prelude::*;

const LEFT: f64 = 48.0;
const RIGHT: f64 = 350.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 160.0;
/// Words closer to each other than this would touch: a month, and a sum.
const MONTH: f64 = 72.0;
const SUM: f64 = 40.0;
/// A stretch of the line too short for its year.
const YEAR: f64 = 36.0;

/// The poverty line of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub year: i32,
    pub value: i64,
}

/// One day's sum and the line of its year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub on: Day,
    pub value: i64,
    pub line: Option<Line>,
}

/// Where things stand in the picture.
#[derive(Debug, PartialEq)]
pub struct Scale {
    first: i32,
    last: i32,
    /// The value at the top, a whole number of steps.
    pub top: i64,
    pub step: i64,
}

impl Scale {
    pub fn of(points: &[Point]) -> Self {
        let days = || points.iter().map(|point| point.on.0.to_julian_day());
        let highest =
            points.iter().flat_map(|point| [point.value, point.line.map_or(0, |line| line.value)]).max().unwrap_or(1);
        let step = step(highest);
        let top = (highest / step + 1) * step;
        Self { first: days().min().unwrap_or_default(), last: days().max().unwrap_or_default(), top, step }
    }

    fn x(&self, on: Day) -> f64 {
        let (from, to) = (LEFT + 28.0, RIGHT - 28.0);
        let span = self.last - self.first;
        if span == 0 {
            return f64::midpoint(from, to);
        }
        from + (to - from) * f64::from(on.0.to_julian_day() - self.first) / f64::from(span)
    }

    fn y(&self, value: i64) -> f64 {
        BOTTOM - (BOTTOM - TOP) * thousands(value) / thousands(self.top).max(1.0)
    }
}

/// Rupiah in thousands, as the picture writes them. A household's sum fits.
fn thousands(value: i64) -> f64 {
    f64::from(i32::try_from(value / 1_000).unwrap_or(i32::MAX))
}

/// A step of 1, 2 or 5 times a power of ten, so that two to five of them reach
/// the highest value.
fn step(highest: i64) -> i64 {
    let mut power = 1_000;
    loop {
        for factor in [1, 2, 5] {
            if highest < power * factor * 5 {
                return power * factor;
            }
        }
        power *= 10;
    }
}

/// `588` thousand.
fn short(value: i64) -> String {
    crate::i18n::number((value + 500) / 1_000)
}

/// Which of some words are written, so that none touches another: the last
/// always, then the first, then what fits between.
fn written(places: &[f64], room: f64) -> Vec<bool> {
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return Vec::new() };
    let mut before = if last - first >= room { *first } else { f64::INFINITY };
    let end = places.len() - 1;
    let fits = |(index, place): (usize, &f64)| {
        if index == end || (index == 0 && before.is_finite()) {
            return true;
        }
        let fits = place - before >= room && last - place >= room;
        if fits {
            before = *place;
        }
        fits
    };
    places.iter().enumerate().map(fits).collect()
}

#[derive(Properties, PartialEq)]
pub struct ChartProps {
    pub points: Vec<Point>,
    /// What it shows, in words.
    pub title: AttrValue,
}

#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let scale = Scale::of(&props.points);
    let heading = use_memo((), |()| format!("c-{}", uuid::Uuid::now_v7().simple()));
    let steps = (0..=scale.top / scale.step).map(|step| grid(&scale, step * scale.step));
    let path = props.points.iter().enumerate().map(|(index, point)| {
        let sign = if index == 0 { 'M' } else { 'L' };
        format!("{sign}{:.1} {:.1}", scale.x(point.on), scale.y(point.value))
    });
    let marks = props.points.iter().map(|point| {
        html! { <circle class="pt" cx={format!("{:.1}", scale.x(point.on))} cy={format!("{:.1}", scale.y(point.value))} r="4.5" /> }
    });
    let places: Vec<f64> = props.points.iter().map(|point| scale.x(point.on)).collect();
    let (sums, months) = (written(&places, SUM), written(&places, MONTH));
    let words = props.points.iter().zip(sums).zip(months).map(|((point, sum), month)| {
        let x = format!("{:.1}", scale.x(point.on));
        html! {
            <>
                if sum {
                    <text class="s halo" x={x.clone()} y={format!("{:.1}", scale.y(point.value) + 18.0)} text-anchor="middle">{ short(point.value) }</text>
                }
                if month {
                    <text {x} y="180" text-anchor="middle">{ crate::i18n::month_year(point.on) }</text>
                }
            </>
        }
    });
    html! {
        <svg viewBox="0 0 360 190" role="img" aria-labelledby={(*heading).clone()}>
            <title id={(*heading).clone()}>{ &props.title }</title>
            { for steps }
            { reference(&props.points, &scale) }
            <path class="al" d={path.collect::<String>()} />
            { for marks }
            { for words }
        </svg>
    }
}

fn grid(scale: &Scale, value: i64) -> Html {
    let y = format!("{:.1}", scale.y(value));
    html! {
        <>
            <line class="grid" x1={LEFT.to_string()} x2={RIGHT.to_string()} y1={y.clone()} y2={y} />
            <text x={(LEFT - 6.0).to_string()} y={format!("{:.1}", scale.y(value) + 4.0)} text-anchor="end">{ short(value) }</text>
        </>
    }
}

/// Where one line ends and the next begins, from left to right.
fn stretches(points: &[Point], scale: &Scale) -> Vec<(Line, f64)> {
    let mut found: Vec<(Line, f64)> = Vec::new();
    let mut before = LEFT;
    for point in points {
        let x = scale.x(point.on);
        let Some(line) = point.line else { continue };
        match found.last() {
            Some((known, _)) if *known == line => {}
            None => found.push((line, LEFT)),
            Some(_) => {
                // A line holds from 1 January of its year.
                let new_year = Day::new(line.year, 1, 1).map_or(x, |day| scale.x(day));
                found.push((line, new_year.max(before).min(x)));
            }
        }
        before = x;
    }
    found
}

/// The line, stepping from year to year, and the years along it.
fn reference(points: &[Point], scale: &Scale) -> Html {
    let stretches = stretches(points, scale);
    let Some((first, _)) = stretches.first() else { return Html::default() };
    let steps = stretches.iter().skip(1).map(|(line, from)| format!("H{from:.1}V{:.1}", scale.y(line.value)));
    let path = format!("M{LEFT} {:.1}{}H{RIGHT}", scale.y(first.value), steps.collect::<String>());
    let ends = stretches.iter().skip(1).map(|(_, from)| *from).chain([RIGHT]);
    let years = stretches.iter().zip(ends).filter(|((_, from), to)| to - from >= YEAR).map(|((line, _), to)| {
        let (x, y) = (format!("{:.1}", to - 4.0), format!("{:.1}", scale.y(line.value) - 6.0));
        html! { <text class="s halo" {x} {y} text-anchor="end">{ line.year.to_string() }</text> }
    });
    html! {
        <>
            <path class="ref" d={path} />
            { for years }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(year: i32, value: i64, line: Option<i64>) -> Point {
        Point { on: Day::new(year, 3, 1).unwrap(), value, line: line.map(|value| Line { year, value }) }
    }

    #[test]
    fn the_scale_holds_every_value_and_the_line() {
        let points = [point(2024, 505_000, Some(842_927)), point(2025, 587_500, Some(864_601))];
        let scale = Scale::of(&points);
        assert_eq!((scale.top, scale.step), (1_000_000, 200_000));
        for point in points {
            assert!((TOP..=BOTTOM).contains(&scale.y(point.value)) && (LEFT..=RIGHT).contains(&scale.x(point.on)));
        }
        assert!(scale.y(505_000) > scale.y(587_500), "more stands higher");
    }

    #[test]
    fn one_day_alone_stands_in_the_middle() {
        let only = [point(2026, 0, None)];
        let scale = Scale::of(&only);
        assert!((scale.x(only[0].on) - f64::midpoint(LEFT, RIGHT)).abs() < 0.1);
        assert!((scale.y(0) - BOTTOM).abs() < 0.1);
    }

    #[test]
    fn steps_are_few_and_round() {
        for highest in [1, 999, 5_000, 864_601, 12_345_678, 999_999_999] {
            let step = step(highest);
            let steps = highest / step + 1;
            assert!((1..=5).contains(&steps), "{highest}: {step}");
        }
    }

    #[test]
    fn the_line_steps_on_the_first_of_january() {
        let points = [point(2024, 1, Some(842_927)), point(2025, 2, Some(864_601)), point(2025, 3, Some(864_601))];
        let scale = Scale::of(&points);
        let found = stretches(&points, &scale);
        let years: Vec<i32> = found.iter().map(|(line, _)| line.year).collect();
        assert_eq!(years, [2024, 2025]);
        assert!((found[1].1 - scale.x(Day::new(2025, 1, 1).unwrap())).abs() < 0.1);
    }

    #[test]
    fn words_do_not_touch() {
        assert_eq!(written(&[0.0, 10.0, 50.0, 100.0], 40.0), [true, false, true, true]);
        assert_eq!(written(&[0.0, 10.0], 40.0), [false, true]);
        assert_eq!(written(&[0.0], 40.0), [true]);
    }
}
