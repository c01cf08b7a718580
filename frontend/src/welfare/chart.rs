//! A small chart of sums per person against the poverty line. It is a picture
//! of the table beside it and says nothing that the table does not.

use contract::moment::Day;
use yew::prelude::*;

const LEFT: f64 = 40.0;
const RIGHT: f64 = 350.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 160.0;
/// More values than this are not all written out.
const WRITTEN: usize = 6;

/// One day's sum and the line of its year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub on: Day,
    pub value: i64,
    pub line: Option<i64>,
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
        let highest = points.iter().flat_map(|point| [point.value, point.line.unwrap_or_default()]).max().unwrap_or(1);
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

/// `587,5` thousand.
fn short(value: i64) -> String {
    let tenths = (value + 50) / 100;
    let whole = crate::i18n::number(tenths / 10);
    match tenths % 10 {
        0 => whole,
        part => {
            let comma = if crate::i18n::language() == contract::words::Language::Indonesian { ',' } else { '.' };
            format!("{whole}{comma}{part}")
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct ChartProps {
    pub points: Vec<Point>,
    /// What it shows, in words.
    pub title: AttrValue,
    /// The word for the line, `Garis 2025`.
    pub line: Callback<Day, String>,
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
    let last = props.points.len().saturating_sub(1);
    let written = |index: usize| props.points.len() <= WRITTEN || index == 0 || index == last;
    let words = props.points.iter().enumerate().filter(|(index, _)| written(*index)).map(|(_, point)| {
        let x = format!("{:.1}", scale.x(point.on));
        html! {
            <>
                <text class="s halo" x={x.clone()} y={format!("{:.1}", scale.y(point.value) + 18.0)} text-anchor="middle">{ short(point.value) }</text>
                <text {x} y="180" text-anchor="middle">{ crate::i18n::month_year(point.on) }</text>
            </>
        }
    });
    html! {
        <svg viewBox="0 0 360 190" role="img" aria-labelledby={(*heading).clone()}>
            <title id={(*heading).clone()}>{ &props.title }</title>
            { for steps }
            { reference(props, &scale) }
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

/// The line of each stretch, and the word for the last one.
fn reference(props: &ChartProps, scale: &Scale) -> Html {
    let with_line: Vec<(Day, i64)> = props.points.iter().filter_map(|it| it.line.map(|line| (it.on, line))).collect();
    let (Some((_, first)), Some((day, value))) = (with_line.first(), with_line.last()) else {
        return Html::default();
    };
    let steps = with_line.windows(2).map(|pair| match pair {
        [(from, _), (to, line)] => {
            format!("H{:.1}V{:.1}", f64::midpoint(scale.x(*from), scale.x(*to)), scale.y(*line))
        }
        _ => String::new(),
    });
    let path = format!("M{LEFT} {:.1}{}H{RIGHT}", scale.y(*first), steps.collect::<String>());
    html! {
        <>
            <path class="ref" d={path} />
            <text class="s halo" x={RIGHT.to_string()} y={format!("{:.1}", scale.y(*value) - 6.0)} text-anchor="end">
                { props.line.emit(*day) }
            </text>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(year: i32, value: i64, line: Option<i64>) -> Point {
        Point { on: Day::new(year, 3, 1).unwrap(), value, line }
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
}
