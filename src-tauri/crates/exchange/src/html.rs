//! The review pack as one HTML file that needs nothing else: no script, no network, ready to print. Every title is
//! escaped by the template engine, so that what somebody typed never becomes markup.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use crate::pack::{Pack, view};

/// The page; its name ends in `.html` so that everything in it is escaped.
const PAGE: &str = include_str!("pack/review.html");

/// The look of it, the light tokens of the screen.
const STYLE: &str = include_str!("pack/review.css");

/// Sets the pack as one page for leadership.
pub fn html(pack: &Pack<'_>) -> String {
    let mut environment = Environment::new();
    // A name that the view does not have is a mistake of ours, not an empty cell.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("review.html", PAGE).expect("the template is part of the program and parses");
    let template = environment.get_template("review.html").expect("it was just added");
    template
        .render(context! { pack => Serde(view(pack)), style => STYLE })
        .expect("the template names only what the view has")
}
