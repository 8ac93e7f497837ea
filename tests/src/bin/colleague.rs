//! A colleague in a process of their own: takes requests at the door, one JSON object a line, and answers each with a line.
//! Its arguments are the folder it lives in and how far it can be reached: `loopback` or `network`.

use std::io::{Write, stdin, stdout};
use std::path::PathBuf;

use app::{App, Options, Reach, Request};
use tests::desk::TODAY;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, reach] = arguments.as_slice() else { return Err("name a folder and a reach".into()) };
    let folder = PathBuf::from(folder);
    let reach = if reach == "network" { Reach::Network } else { Reach::Loopback };
    let data = folder.join("data");
    let options = Options { data, documents: folder, today: Some(TODAY.parse()?), seed: app::SEED, reach };
    let app = App::start(options, |_| {})?;
    for line in stdin().lines() {
        let request: Request = serde_json::from_str(&line?)?;
        let mut answer = serde_json::to_vec(&app.call(request))?;
        answer.push(b'\n');
        let mut out = stdout().lock();
        out.write_all(&answer)?;
        out.flush()?;
    }
    Ok(())
}
