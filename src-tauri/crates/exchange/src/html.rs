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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::tests::with_pack;

    #[test]
    fn what_somebody_typed_never_becomes_markup() {
        let evil = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        let text = format!(
            "plan \"{evil}\" drift 0\nteam core \"{evil}\"\nperson ann team core\ncomponent api \"{evil}\" team core\n\
             debt old \"{evil}\" category architecture in api principal 2 drag 0.5\n\
             item pay \"{evil}\" team core effort 5 started in api commit 2026-11-24 to \"{evil}\" outcome \"{evil}\"\n\
             item lost \"{evil}\" effort 3\nwaiver w rule hidden-slip subject item:pay reason \"{evil}\" until 2027-01-31 by \"{evil}\"\n\
             decision d \"{evil}\" accountable \"{evil}\" outcome \"{evil}\" option \"{evil}\" \"{evil}\" shapes pay\n"
        );
        let page = with_pack(&text, html);
        assert!(!page.contains("<script") && !page.contains("<img"), "no tag of the user's stands in the page");
        assert!(page.matches("&lt;script&gt;").count() >= 8, "and all of it can be read as it was typed");
    }

    #[test]
    fn the_page_needs_nothing_but_itself() {
        let page = with_pack("plan \"Empty\"", html);
        for link in ["http:", "https:", "url(", "src=", "href="] {
            assert!(!page.contains(link), "{link} would fetch something");
        }
        assert!(page.contains("Nothing is promised and no target is set"), "an empty plan has an answer too");
    }

    #[test]
    fn what_never_finishes_says_why() {
        let page = with_pack("team core \"Core\"\nitem pay \"Pay\" team core effort 5 commit 2027-01-31", html);
        assert!(page.contains("there is nobody in Core"));
        assert!(page.contains("50% never"));
        assert!(page.contains("Blocked"));
    }
}
