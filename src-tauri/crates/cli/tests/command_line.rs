//! The command as people and pipelines run it: a process with arguments, two streams and an exit code.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

/// A folder to run the command in, away from the user's own.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        Desk(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plimsoll"));
        command.args(arguments).current_dir(self.0.path());
        for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA"] {
            command.env(name, self.0.path().join("home"));
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs what must go well; answers what it printed.
    fn fine(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?} ended with {}: {errors}", output.status);
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs what must fail with exit code 1; answers what it said.
    fn failure(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?} should fail");
        String::from_utf8(output.stderr).unwrap()
    }
}

const DAY: [&str; 2] = ["--today", "2026-11-23"];

#[test]
fn a_pipeline_can_refuse_a_plan() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "plan.plimsoll"]);
    let flags = desk.fine(&["check", "plan.plimsoll", DAY[0], DAY[1]]);
    assert!(flags.contains("debt-blind-commitment"), "{flags}");
    assert_eq!(flags.matches("because: ").count(), flags.lines().filter(|line| !line.starts_with(' ')).count());
    let code = |limit: &str| desk.run(&["check", "plan.plimsoll", "--fail-on", limit, DAY[0], DAY[1]]).status.code();
    assert_eq!([code("note"), code("critical")], [Some(2), Some(2)]);

    desk.fine(&["new", "empty.plimsoll"]);
    assert_eq!(desk.run(&["check", "empty.plimsoll", "--fail-on", "note"]).status.code(), Some(0));
}

#[test]
fn a_check_explains_itself_and_names_the_rules_that_cannot_speak() {
    let desk = Desk::new();
    desk.fine(&["new", "empty.plimsoll"]);
    let csv = "Issue key,Summary,Status,Issue Type,Due date\nAB-1,Sign in,To Do,Story,2026-12-01\n";
    fs::write(desk.path("issues.csv"), csv).unwrap();
    desk.fine(&["import", "empty.plimsoll", "issues.csv"]);
    let text = desk.fine(&["check", "empty.plimsoll", "--explain", DAY[0], DAY[1]]);
    for said in ["silent    review-bottleneck", "number        ", "raised when   ", "cleared when  ", "way out       "]
    {
        assert!(text.contains(said), "no “{said}” in:\n{text}");
    }
    let json = desk.fine(&["check", "empty.plimsoll", "--json", DAY[0], DAY[1]]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json["silent"].as_array().unwrap().iter().any(|silent| silent["rule"] == "wip-excess"));
}

#[test]
fn two_people_of_one_machine_sign_a_baseline() {
    let desk = Desk::new();
    let add = |name: &str, role: &str| desk.fine(&["authors", "--add", name, "--role", role]);
    assert_eq!(desk.fine(&["authors"]).split(':').next(), Some("nobody has said who they are yet"));
    assert_eq!(add("Ana", "pm"), "Ana, PM, at the keyboard\n");
    assert_eq!(add("Ben", "em"), "Ana, PM, at the keyboard\nBen, EM\n");
    desk.fine(&["new", "plan.plimsoll", "--as", "Ben"]);
    desk.fine(&["baseline", "plan.plimsoll", "--make", "Q1", DAY[0], DAY[1]]);
    desk.fine(&["baseline", "plan.plimsoll", "--sign", "Q1", DAY[0], DAY[1]]);
    let both = desk.fine(&["baseline", "plan.plimsoll", "--sign", "Q1", "--as", "Ben", DAY[0], DAY[1]]);
    assert!(both.contains("Ana signed as PM on 23 Nov; Ben signed as EM on 23 Nov"), "{both}");
    assert_ne!(desk.fine(&["team", "key"]), desk.fine(&["team", "key", "--as", "Ben"]));
    let unknown = desk.failure(&["baseline", "plan.plimsoll", "--sign", "Q1", "--as", "Cleo"]);
    assert!(unknown.contains("no “Cleo” works on this machine: choose Ana or Ben"), "{unknown}");
    assert!(desk.fine(&["authors"]).starts_with("Ana, PM, at the keyboard"), "the keyboard stays");
}

#[test]
fn whoever_made_a_plan_is_named_as_soon_as_they_say_who_they_are() {
    let desk = Desk::new();
    desk.fine(&["new", "plan.plimsoll"]);
    desk.fine(&["authors", "--add", "Ana", "--role", "PM"]);
    let members = desk.fine(&["members", "plan.plimsoll"]);
    assert!(members.starts_with("Ana made this plan."), "{members}");
    desk.fine(&["export", "plan.plimsoll", "--format", "md", "--out", "plan.md", DAY[0], DAY[1]]);
    let pack = fs::read_to_string(desk.path("plan.md")).unwrap();
    assert!(pack.contains("| Ana | PM, made the plan |"), "{pack}");
    let said = desk.failure(&["members", "plan.plimsoll", "--remove", "Ana"]);
    assert_eq!(said, "plimsoll: Ana made the plan, and stays its owner\n");
    let said = desk.failure(&["members", "plan.plimsoll", "--remove", "Zoe"]);
    assert!(said.contains("“Zoe” is no author key, nor the name of anybody known here"), "{said}");
}

#[test]
fn a_plan_that_cannot_be_filled_leaves_no_file() {
    let desk = Desk::new();
    let said = desk.failure(&["new", "--sample", "plan.plimsoll", "--today", "2199-12-31"]);
    assert!(said.contains("is not a day between"), "{said}");
    assert!(!desk.path("plan.plimsoll").exists(), "half a plan is none");
    let beyond = desk.run(&["check", "plan.plimsoll", "--today", "2300-01-01"]);
    assert_eq!(beyond.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&beyond.stderr).contains("choose a day between 1970-01-01 and 2199-12-31"));
}

#[test]
fn a_plan_without_anything_in_it_says_so() {
    let desk = Desk::new();
    desk.fine(&["new", "plan.plimsoll"]);
    let said = |command: &str| desk.fine(&[command, "plan.plimsoll", DAY[0], DAY[1]]);
    assert_eq!(said("check"), "no flags: nothing is promised\n");
    assert!(said("forecast").contains("the plan has no item yet"));
    desk.fine(&["export", "plan.plimsoll", "--format", "md", "--out", "plan.md", DAY[0], DAY[1]]);
    let pack = fs::read_to_string(desk.path("plan.md")).unwrap();
    assert!(pack.contains("There is no item in the plan yet.") && !pack.contains("All work in the plan"), "{pack}");
}

#[test]
fn a_version_of_no_known_name_is_looked_for_among_baselines_and_scenarios() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "plan.plimsoll"]);
    desk.fine(&["baseline", "plan.plimsoll", "--make", "Q1", DAY[0], DAY[1]]);
    let said = desk.failure(&["check", "plan.plimsoll@Q2"]);
    assert!(said.contains("no baseline or scenario “Q2”: choose one of “Q1”, “Pay the ledger first”"), "{said}");
}

#[test]
fn the_same_day_and_seed_give_the_same_answer() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "plan.plimsoll"]);
    let forecast = |seed: &str| desk.fine(&["forecast", "plan.plimsoll", "--json", "--seed", seed, DAY[0], DAY[1]]);
    let first = forecast("7");
    assert_eq!(first, forecast("7"));
    assert_ne!(first, forecast("8"));
    let json: serde_json::Value = serde_json::from_str(&first).unwrap();
    assert_eq!(json["forecast"]["assumptions"]["seed"], 7);
}

#[test]
fn a_plan_exported_as_json_comes_back_by_import() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "plan.plimsoll"]);
    desk.fine(&["export", "plan.plimsoll", "--format", "json", "--out", "plan.json"]);
    desk.fine(&["new", "copy.plimsoll"]);
    desk.fine(&["import", "copy.plimsoll", "plan.json"]);
    desk.fine(&["export", "copy.plimsoll", "--format", "json", "--out", "copy.json"]);
    let plan = |file: &str| {
        let text = fs::read_to_string(desk.path(file)).unwrap();
        serde_json::from_str::<serde_json::Value>(&text).unwrap()["plan"].take()
    };
    assert_eq!(plan("plan.json"), plan("copy.json"));
}

#[test]
fn a_dry_run_says_what_would_come_and_changes_nothing() {
    let desk = Desk::new();
    desk.fine(&["new", "plan.plimsoll"]);
    fs::write(desk.path("jira.csv"), "Summary,Issue key,Status,Story Points\nRefunds,HP-1,To Do,3\n").unwrap();
    let dry = desk.fine(&["import", "plan.plimsoll", "jira.csv", "--dry-run"]);
    assert!(dry.contains("Refunds"), "{dry}");
    assert!(!desk.fine(&["forecast", "plan.plimsoll"]).contains("Refunds"));
    desk.fine(&["import", "plan.plimsoll", "jira.csv"]);
    assert!(desk.fine(&["forecast", "plan.plimsoll"]).contains("Refunds"));
}

#[test]
fn what_is_no_plan_and_no_list_is_told_what_to_be_instead() {
    let desk = Desk::new();
    desk.fine(&["new", "plan.plimsoll"]);
    let refused = |name: &str, text: &str| {
        fs::write(desk.path(name), text).unwrap();
        desk.failure(&["import", "plan.plimsoll", name])
    };
    let list = r#"[{"number":2,"title":"Pay","createdAt":"2026-01-01T00:00:00Z","closedAt":"2026-02-01T00:00:00Z"}]"#;
    let said = refused("issues.json", list);
    assert!(
        said.ends_with("it looks like a delivery history: import it for a team, under Delivery or with `--history`\n")
    );
    let said = refused("board.json", r#"{"name":"Board","lists":[],"cards":[]}"#);
    assert!(said.contains("not that of a plan") && said.contains("CSV"), "{said}");
    let said = refused("cut.json", r#"{"format":"#);
    assert!(said.contains("export the plan again"), "{said}");
    let said = desk.failure(&["import", "plan.plimsoll", "nowhere.csv"]);
    assert!(said.contains("there is no such file or folder; choose another file"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_never_ends_is_not_read_to_its_end() {
    let desk = Desk::new();
    desk.fine(&["new", "plan.plimsoll"]);
    let said = desk.failure(&["import", "plan.plimsoll", "/dev/zero"]);
    assert!(said.contains("at most 50 MB are read"), "{said}");
}

#[test]
fn who_accepts_what_is_not_there_is_told_what_is() {
    let desk = Desk::new();
    let accept = |plan: &str, what: [&str; 2]| {
        let until = ["--reason", "later", "--until", "2027-06-30"];
        desk.failure(&[&["waive", plan], &what[..], &until[..], &DAY[..]].concat())
    };
    desk.fine(&["new", "empty.plimsoll"]);
    let said = accept("empty.plimsoll", ["--flag", "toil-share"]);
    assert_eq!(said, "plimsoll: there is no flag of `toil-share` to accept\n");
    desk.fine(&["new", "--sample", "plan.plimsoll"]);
    let said = accept("plan.plimsoll", ["--debt", "COBOL in the attic"]);
    assert!(said.contains("no debt has the words “COBOL in the attic”: choose one of “"), "{said}");
    assert!(said.ends_with("and 10 more\n"), "{said}");
}

#[test]
fn leadership_gets_one_file_that_stands_alone() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "plan.plimsoll"]);
    for (format, file) in [("html", "plan.html"), ("md", "plan.md")] {
        desk.fine(&["export", "plan.plimsoll", "--format", format, "--out", file, DAY[0], DAY[1]]);
        let text = fs::read_to_string(desk.path(file)).unwrap();
        assert!(text.contains("Refund a cancelled sailing"), "{format} names the commitment");
        assert!(!text.contains("<script") && !text.contains("src=\"http"), "{format} runs and fetches nothing");
    }
}

#[test]
fn what_cannot_be_done_is_said_in_a_sentence() {
    let desk = Desk::new();
    assert!(desk.failure(&["check", "missing.plimsoll"]).contains("missing.plimsoll"));
    fs::write(desk.path("notes.plimsoll"), "not a plan").unwrap();
    assert!(desk.failure(&["check", "notes.plimsoll"]).contains("notes.plimsoll"));
    desk.fine(&["new", "plan.plimsoll"]);
    assert!(desk.failure(&["new", "plan.plimsoll"]).contains("plan.plimsoll"), "an existing plan is not replaced");
    assert!(desk.failure(&["import", "plan.plimsoll", "missing.csv"]).contains("missing.csv"));
    let usage = desk.run(&["check", "plan.plimsoll", "--today", "soon"]);
    assert!(String::from_utf8_lossy(&usage.stderr).contains("YYYY-MM-DD"));
}

/// `plimsoll serve`, ended with the test.
struct Server {
    child: Child,
    address: String,
    token: String,
}

impl Server {
    fn start(desk: &Desk) -> Server {
        desk.fine(&["new", "--sample", "plan.plimsoll"]);
        let mut child = desk.command(&["serve", "plan.plimsoll"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let (address, token) =
            line.trim().strip_prefix("http://").and_then(|line| line.split_once("/?token=")).expect("an address");
        Server { address: address.to_owned(), token: token.to_owned(), child }
    }

    /// One exchange: status line, headers and body as they came.
    fn exchange(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str, host: &str, cookie: &str) -> String {
        self.exchange(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"))
    }

    fn call(&self, request: &str, cookie: &str) -> String {
        let body = format!("[{request}]");
        self.exchange(&format!(
            "POST /call HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            body.len()
        ))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_served_address_lets_one_browser_in_once() {
    let desk = Desk::new();
    let server = Server::start(&desk);
    let host = server.address.clone();
    let entry = format!("/?token={}", server.token);

    assert!(server.get("/", &host, "").starts_with("HTTP/1.1 401"), "nobody comes in without the token");
    assert!(server.call(r#"{"type":"plan"}"#, "").starts_with("HTTP/1.1 401"));
    assert!(server.get(&entry, "plans.example", "").starts_with("HTTP/1.1 403"), "no page elsewhere reaches in");

    let entered = server.get(&entry, &host, "");
    assert!(entered.starts_with("HTTP/1.1 303"), "{entered}");
    let cookie =
        entered.lines().find_map(|line| line.strip_prefix("set-cookie: ")).and_then(|line| line.split(';').next());
    let cookie = cookie.expect("the token is traded for a cookie");
    assert!(server.get(&entry, &host, "").starts_with("HTTP/1.1 401"), "the address works once");

    let plan = server.call(r#"{"type":"plan"}"#, cookie);
    assert!(plan.starts_with("HTTP/1.1 200") && plan.contains("Refund a cancelled sailing"));
    let stolen = server.call(r#"{"type":"export","format":"json","path":"/tmp/stolen.json"}"#, cookie);
    assert!(stolen.contains(r#"[{"Err":{"code":"refused""#), "a guest names no paths: {stolen}");
    let both = server.call(r#"{"type":"undo"},{"type":"brief","item":"none"},{"type":"session"}"#, cookie);
    assert!(both.starts_with("HTTP/1.1 422"), "what cannot be read is not half done: {both}");
    let both = server.call(r#"{"type":"remove_peer","person":"nobody"},{"type":"status"}"#, cookie);
    let (refused, answered) = (both.find(r#"{"Err":"#), both.find(r#"{"Ok":{"type":"status""#));
    assert!(refused.is_some() && refused < answered, "each is answered by itself, in order: {both}");
    assert!(server.call("{ not json", cookie).starts_with("HTTP/1.1 422"));
}

#[test]
fn a_date_is_explained_with_what_would_bring_it_forward() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "plan.plimsoll", DAY[0], DAY[1]]);
    let explain = ["explain", "plan.plimsoll", "monthly invoices", DAY[0], DAY[1]];
    let text = desk.fine(&explain);
    let answers = [
        "when: 50% by",
        "waits ",
        "against its day: promised to Kattegat Freight",
        "what the debt costs it: hidden slip",
        "pd of drag",
        "what would bring it forward: ",
        "wins ",
        "slips 21 days",
        "why it moved: ",
        "next update: none is due before it starts",
    ];
    let found = answers.map(|part| text.find(part).unwrap_or_else(|| panic!("`{part}` is missing in\n{text}")));
    assert!(found.is_sorted(), "the answers keep their order:\n{text}");
    let done = desk.fine(&["explain", "plan.plimsoll", "Kiosks print only on demand", "--json", DAY[0], DAY[1]]);
    let json: serde_json::Value = serde_json::from_str(&done).expect("it is JSON");
    assert_eq!(json["levers"]["value"]["levers"].as_array().map(Vec::len), Some(0), "what is done needs no lever");
    assert!(json["ripple"].is_null() && json["item"]["row"]["when"] == "done on 6 Nov", "nor can it slip");
    let several = desk.failure(&["explain", "plan.plimsoll", "a", DAY[0], DAY[1]]);
    assert!(several.contains("may be any of"), "{several}");
    let unknown = desk.failure(&["explain", "plan.plimsoll", "no such item", DAY[0], DAY[1]]);
    assert!(unknown.contains("there is no item or debt or team called"), "{unknown}");
}

#[test]
fn a_team_is_explained_with_its_accounts_and_its_record() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "plan.plimsoll", DAY[0], DAY[1]]);
    let text = desk.fine(&["explain", "plan.plimsoll", "Port Operations", DAY[0], DAY[1]]);
    for part in [
        "new work ",
        "incidents ",
        "idle ",
        "in all ",
        "held in 5 of 5 finished items: too few",
        "to learn from: 5 so far",
    ] {
        assert!(text.contains(part), "`{part}` is missing in\n{text}");
    }
    let json = desk.fine(&["forecast", "plan.plimsoll", "--json", DAY[0], DAY[1]]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let teams = json["forecast"]["teams"].as_object().expect("every team");
    for (team, figures) in teams {
        let week = &figures["weeks"][1]["accounts"];
        let accounts = ["new_work", "drag", "toil", "incidents", "paydown", "support", "reserve", "other", "idle"];
        assert!(accounts.iter().all(|account| week[account].is_number()), "{week}");
        assert!(json["records"][team]["drift"].as_str().is_some_and(|words| words.contains("by default")));
    }
}

#[test]
fn a_debt_is_explained_with_its_price_in_days_of_each_promise_and_in_cost_of_delay() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "plan.plimsoll", DAY[0], DAY[1]]);
    let text = desk.fine(&["explain", "plan.plimsoll", "ledger schema", DAY[0], DAY[1]]);
    for part in [
        "interest a week: ",
        "of drag, ",
        "pays back: by ",
        "return to the plan's end: ",
        "it moves ",
        "at 85% · ",
        "the whole plan: ",
        "cost of delay, all items: ",
    ] {
        assert!(text.contains(part), "`{part}` is missing in\n{text}");
    }
    let json = desk.fine(&["explain", "plan.plimsoll", "ledger schema", "--json", DAY[0], DAY[1]]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let promises = json["delay"]["value"]["delay"]["promises"].as_array().expect("each promise");
    assert!(promises.iter().any(|promise| promise["days"]["p85"]["days"].as_i64() > Some(0)), "{promises:?}");
    assert!(json["forecast"]["break_even"].is_string(), "{}", json["forecast"]);
}

#[test]
fn a_move_between_two_plans_is_told_cause_by_cause() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "then.plimsoll", DAY[0], DAY[1]]);
    fs::copy(desk.path("then.plimsoll"), desk.path("now.plimsoll")).unwrap();
    let csv = "Summary,Issue key,Issue Type,Status,Original estimate\nA month of surprises,SUR-1,Story,To Do,1152000\n";
    fs::write(desk.path("jira.csv"), csv).unwrap();
    desk.fine(&["import", "now.plimsoll", "jira.csv"]);
    let text =
        desk.fine(&["why", "now.plimsoll", "--than", "then.plimsoll", "--then", "2026-11-23", "--today", "2026-12-07"]);
    for part in ["the plan moved", "Calendar", "it is 7 Dec 2026 instead of 23 Nov 2026", "in all"] {
        assert!(text.contains(part), "`{part}` is missing in\n{text}");
    }
    let back = desk.fine(&["why", "now.plimsoll", "--back", "1", DAY[0], DAY[1]]);
    assert!(back.contains("“A month of surprises” is new"), "{back}");
    let refused = desk.failure(&["why", "now.plimsoll", "--since", "2020-01-01", DAY[0], DAY[1]]);
    assert!(refused.contains("the plan was begun on"), "{refused}");
    assert_eq!(desk.run(&["why", "now.plimsoll"]).status.code(), Some(2), "since when has to be said");
}

#[test]
fn a_better_order_is_found_shown_and_applied_as_one_step() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "plan.plimsoll"]);
    let reorder = |orders: &str, more: &str| {
        desk.fine(&["reorder", "plan.plimsoll", "--orders", orders, "--seconds", "600", more, DAY[0], DAY[1]])
    };
    let shown = reorder("20", "--apply");
    assert!(shown.contains("moves up") && shown.contains("applied as one step"), "{shown}");
    let promised = shown.split(" → ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap().replace(',', "");
    let promised: f64 = promised.parse().unwrap();

    let after: serde_json::Value = serde_json::from_str(&reorder("1", "--json")).unwrap();
    assert_eq!(after["applied"], false);
    let now = |part: &str| after["answer"]["now"][part].as_f64().unwrap();
    let costs = now("delay") + now("penalty");
    // The sentence has three figures.
    assert!((costs / promised - 1.0).abs() < 0.005, "the plan costs {costs}, and {promised} was promised");
}

#[test]
fn projects_of_a_library_are_scheduled() {
    let desk = Desk::new();
    let project = "PRECEDENCE RELATIONS:\n 1 1 2 2 3\n 2 1 1 4\n 3 1 1 4\n 4 1 0\n****\nREQUESTS/DURATIONS:\n 1 1 0 0\n 2 1 3 2\n \
                   3 1 4 1\n 4 1 0 0\n****\nRESOURCEAVAILABILITIES:\n R 1\n 2\n****\n";
    fs::create_dir(desk.path("instances")).unwrap();
    fs::write(desk.path("instances/one.sm"), project).unwrap();
    fs::write(desk.path("best-known.csv"), "instance,makespan\none,7\n").unwrap();
    let report = desk.fine(&["bench", "psplib", "instances", "--schedules", "20", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!((&report["instances"][0]["makespan"], &report["instances"][0]["critical_path"]), (&7.into(), &4.into()));
    assert_eq!(report["mean_above_best_known"], 0.0);

    fs::write(desk.path("instances/two.sm"), project.replace(" 4 1 0\n", " 4 1 1 1\n")).unwrap();
    let failure = desk.failure(&["bench", "psplib", "instances"]);
    assert!(failure.contains("two.sm") && failure.contains("close a circle"), "{failure}");
    assert!(desk.failure(&["bench", "psplib", "nowhere"]).contains("nowhere"));
}

#[test]
fn a_copy_that_somebody_else_edited_is_merged() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "plan.plimsoll", DAY[0], DAY[1]]);
    fs::copy(desk.path("plan.plimsoll"), desk.path("copy.plimsoll")).unwrap();
    let csv = "Issue key,Summary,Status\nNEW-1,Offline mode,To Do\n";
    fs::write(desk.path("jira.csv"), csv).unwrap();
    desk.fine(&["import", "copy.plimsoll", "jira.csv", DAY[0], DAY[1]]);

    let merge =
        |more: &[&str]| desk.fine(&[&["merge", "plan.plimsoll", "copy.plimsoll", DAY[0], DAY[1]], more].concat());
    let looked = merge(&["--dry-run"]);
    assert!(looked.contains("copy.plimsoll would bring 1 change\n"), "{looked}");
    assert!(!desk.fine(&["forecast", "plan.plimsoll", DAY[0], DAY[1]]).contains("Offline mode"));
    let merged = merge(&[]);
    assert!(merged.contains("copy.plimsoll brought 1 change\n") && merged.contains("It means: "), "{merged}");
    assert!(desk.fine(&["forecast", "plan.plimsoll", DAY[0], DAY[1]]).contains("Offline mode"));
    assert!(merge(&[]).contains("holds nothing that the plan does not"));
    let json: serde_json::Value = serde_json::from_str(&merge(&["--json"])).unwrap();
    assert_eq!((json["name"].as_str(), json["authors"].as_array().map(Vec::len)), (Some("copy.plimsoll"), Some(0)));
    assert!(desk.failure(&["merge", "plan.plimsoll", "jira.csv"]).contains("not a plan"));
}

#[test]
fn who_is_not_a_member_is_named_kept_aside_and_admitted() {
    let (ana, ben) = (Desk::new(), Desk::new());
    ana.fine(&["new", "--sample", "plan.plimsoll", DAY[0], DAY[1]]);
    fs::copy(ana.path("plan.plimsoll"), ben.path("plan.plimsoll")).unwrap();
    fs::write(ben.path("jira.csv"), "Issue key,Summary,Status\nNEW-1,Offline mode,To Do\n").unwrap();
    ben.fine(&["import", "plan.plimsoll", "jira.csv", DAY[0], DAY[1]]);
    let bens = ben.fine(&["members", "plan.plimsoll"]);
    assert!(bens.contains("1 change of yours waits for Somebody to admit you"), "{bens}");
    let key = ben.fine(&["team", "key"]).trim().to_owned();
    assert!(
        ben.failure(&["members", "plan.plimsoll", "--admit", &key, "--role", "PM"]).contains("members are admitted by")
    );

    fs::copy(ben.path("plan.plimsoll"), ana.path("ben.plimsoll")).unwrap();
    let merge = |more: &[&str]| ana.fine(&[&["merge", "plan.plimsoll", "ben.plimsoll", DAY[0], DAY[1]], more].concat());
    let looked = merge(&["--dry-run"]);
    assert!(looked.contains("kept aside: 1 change by Somebody, who is not a member"), "{looked}");
    let admitted = format!("{}=PM", &key[..8]);
    let merged = merge(&["--admit", &admitted]);
    assert!(merged.contains("ben.plimsoll brought 1 change\n"), "{merged}");
    assert!(ana.fine(&["forecast", "plan.plimsoll", DAY[0], DAY[1]]).contains("Offline mode"));
    let named = ana.fine(&["members", "plan.plimsoll", "--admit", &key[..8], "--name", "Ben", "--role", "EM"]);
    assert!(named.starts_with("Admit Ben as EM.\n") && named.contains("Name a second owner"), "{named}");
    assert!(ana.fine(&["members", "plan.plimsoll", "--owner", "Ben"]).contains("Ben owns the plan too."));
    let removed = ana.fine(&["members", "plan.plimsoll", "--remove", "Ben"]);
    assert!(removed.contains("Remove Ben.\n") && removed.contains("removed; 1 change"), "{removed}");
    let json: serde_json::Value =
        serde_json::from_str(&ana.fine(&["members", "plan.plimsoll", "--json"])).expect("it is JSON");
    assert_eq!((json["founded"].as_bool(), json["members"].as_array().map(Vec::len)), (Some(true), Some(4)));
    ana.fine(&["export", "plan.plimsoll", "--format", "md", "--out", "plan.md", DAY[0], DAY[1]]);
    let text = fs::read_to_string(ana.path("plan.md")).unwrap();
    assert!(text.contains("## Who signed what") && text.contains("| Ben | removed |"), "{text}");
}

#[cfg(unix)]
#[test]
fn serving_that_the_system_ends_leaves_the_plan_as_one_file() {
    let desk = Desk::new();
    let mut server = Server::start(&desk);
    assert!(desk.path("plan.plimsoll-wal").exists(), "while it is open, the log stands beside it");
    let kill = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
    assert!(kill.success() && server.child.wait().unwrap().success());
    assert!(!desk.path("plan.plimsoll-wal").exists());
}

#[test]
fn dates_are_frozen_signed_and_held_against_the_plan_as_it_goes_on() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "plan.plimsoll", DAY[0], DAY[1]]);
    let none = desk.fine(&["baseline", "plan.plimsoll", DAY[0], DAY[1]]);
    assert_eq!(none, "the plan has no baseline yet\n");
    let made = desk.fine(&["baseline", "plan.plimsoll", "--make", "Q1", DAY[0], DAY[1]]);
    assert!(made.starts_with("Q1, made on 23 Nov: not signed by the PM yet; not signed by the EM yet\n"), "{made}");
    assert!(made.contains("0 d  "), "{made}");
    assert!(desk.failure(&["baseline", "plan.plimsoll", "--sign", "Q1"]).contains("signed by the PM and the EM"));
    assert!(desk.failure(&["baseline", "plan.plimsoll", "--sign", "Q2"]).contains("choose one of “Q1”"));

    assert_eq!(desk.fine(&["diff", "plan.plimsoll@q1", "plan.plimsoll"]), "the two plans say the same\n");
    fs::copy(desk.path("plan.plimsoll"), desk.path("then.plimsoll")).unwrap();
    desk.fine(&["export", "plan.plimsoll", "--format", "json", "--out", "plan.json"]);
    let json = fs::read_to_string(desk.path("plan.json")).unwrap();
    assert!(json.contains("\"Gift cards\""), "the sample has an item to rename");
    fs::write(desk.path("plan.json"), json.replace("\"Gift cards\"", "\"Vouchers\"")).unwrap();
    desk.fine(&["import", "plan.plimsoll", "plan.json"]);
    let text = desk.fine(&["diff", "plan.plimsoll@Q1", "plan.plimsoll"]);
    assert_eq!(text, "Title of Vouchers: Gift cards → Vouchers\n");
    assert_eq!(desk.fine(&["diff", "then.plimsoll", "plan.plimsoll"]), text, "a file is as good as a version");
    let json = desk.fine(&["diff", "then.plimsoll", "plan.plimsoll", "--json"]);
    assert!(json.contains("\"changed\": ["), "{json}");
    let why = desk.fine(&["why", "plan.plimsoll", "--since", "Q1", DAY[0], DAY[1]]);
    assert!(why.to_lowercase().contains("the plan"), "{why}");
    desk.fine(&["export", "plan.plimsoll", "--format", "md", "--out", "plan.md", DAY[0], DAY[1]]);
    assert!(fs::read_to_string(desk.path("plan.md")).unwrap().contains("## Baselines"));
}

#[test]
fn a_scenario_is_listed_compared_asked_like_a_plan_and_taken_over() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "plan.plimsoll", DAY[0], DAY[1]]);
    let scenario = |more: &[&str]| {
        let all: Vec<&str> = ["scenario", "plan.plimsoll"].into_iter().chain(more.iter().copied()).chain(DAY).collect();
        desk.fine(&all)
    };
    assert_eq!(scenario(&[]), "Pay the ledger first, made on 23 Nov by Mia Keller, EM: 3 changes\n");
    let made = scenario(&["--make", "Nothing new"]);
    assert!(made.ends_with("Nothing new, made on 23 Nov by Somebody, Contributor: 0 changes\n"), "{made}");
    assert!(scenario(&["--compare", "nothing new"]).contains("no date moves"));
    assert_eq!(scenario(&["--delete", "Nothing new"]), "Delete Nothing new\n");

    let compared = scenario(&["--compare", "pay the ledger first"]);
    for told in ["− Delete Gift cards: ", "Gift cards, only in the plan: ", "Cost of delay", "Flags that go"] {
        assert!(compared.contains(told), "{told}: {compared}");
    }
    let forecast = desk.fine(&["forecast", "plan.plimsoll@Pay the ledger first", DAY[0], DAY[1]]);
    assert!(forecast.contains("Charge a card once") && !forecast.contains("Gift cards"), "{forecast}");
    let differs = desk.fine(&["diff", "plan.plimsoll", "plan.plimsoll@pay the ledger first"]);
    assert!(differs.contains("gone: item Gift cards"), "{differs}");
    let unknown = desk.failure(&["check", "plan.plimsoll@Later"]);
    assert!(unknown.contains("choose one of “Pay the ledger first”"), "{unknown}");

    assert_eq!(scenario(&["--take", "Pay the ledger first"]), "Take over Pay the ledger first\n");
    assert_eq!(
        desk.fine(&["diff", "plan.plimsoll", "plan.plimsoll@Pay the ledger first"]),
        "the two plans say the same\n"
    );
}

#[test]
fn a_delivery_history_is_imported_for_a_team() {
    let desk = Desk::new();
    desk.fine(&["new", "plan.plimsoll"]);
    fs::write(
        desk.path("teams.json"),
        r#"{"format": "plimsoll-plan", "schema": 1, "plan": {"settings": {"title": "Q", "horizon": 26, "cap": 5, "drift": 0.45,
            "days_per_point": {"low": 0.5, "likely": 1, "high": 2}, "thresholds": {}}, "items": {}, "debts": {}, "components": {},
            "teams": {"00000000-0000-4000-8000-000000000001": {"id": "00000000-0000-4000-8000-000000000001", "alive": true,
            "title": "Harbour", "rank": "80", "weekdays": [true, true, true, true, true, false, false], "holidays": {}, "focus": 1,
            "support": 0, "reserve": 0, "wip_limit": null, "delivery_lag": 0}}, "people": {}, "waivers": {}}}"#,
    )
    .unwrap();
    desk.fine(&["import", "plan.plimsoll", "teams.json"]);
    fs::write(desk.path("closed.csv"), "Key,Created,Closed\nA-1,2026-10-01,2026-10-09\n").unwrap();
    let import = ["import", "plan.plimsoll", "closed.csv", "--history", "--team", "harb", DAY[0], DAY[1]];
    let dry = desk.fine(&[&import[..], &["--dry-run"]].concat());
    assert!(dry.contains("+ row 2 A-1 team Harbour: finished work, begun 2026-10-01, closed 2026-10-09"), "{dry}");
    assert!(desk.fine(&import).contains("1 created"));
    assert!(desk.fine(&import).contains("1 unchanged"), "the second time there is nothing new");
    assert!(desk.failure(&["import", "plan.plimsoll", "closed.csv", "--history", "--team", "sea"]).contains("no team"));
    desk.fine(&["export", "plan.plimsoll", "--format", "json", "--out", "plan.json"]);
    desk.fine(&["new", "copy.plimsoll"]);
    desk.fine(&["import", "copy.plimsoll", "plan.json"]);
    let copied = [&["import", "copy.plimsoll"], &import[2..]].concat();
    assert!(desk.fine(&copied).contains("1 unchanged"), "JSON takes the history along");
}

#[test]
fn whoever_has_seen_enough_of_an_answer_hears_no_complaint() {
    let desk = Desk::new();
    desk.fine(&["new", "--sample", "plan.plimsoll"]);
    let mut command = desk.command(&["check", "plan.plimsoll", "--today", "2026-11-23"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!((child.wait().unwrap().code(), errors.as_str()), (Some(0), ""));
}
