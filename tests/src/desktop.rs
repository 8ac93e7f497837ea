//! The real window, driven as a person would: its own display, its own home folder, the system's WebDriver.
//!
//! Linux only, because only WebKitGTK can be driven this way. Everything that is started here is in one process group
//! and ends with its [`Desktop`], also when a test fails in the middle.

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long the window may take for anything on a slow, busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// An open window.
pub struct Desktop {
    /// What sees into it and acts on it.
    pub client: Client,
    number: String,
    _driver: Group,
    _display: Group,
}

impl Desktop {
    /// Starts the app with `arguments` for a user whose home is `home`, and waits until it can be used.
    pub async fn open(home: &Path, arguments: &[&str]) -> Desktop {
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"]);
        let (display, number) = Group::start_reading(xvfb.stderr(Stdio::null()));
        let number = format!(":{}", number.trim());

        let port = free_port();
        let mut driver = Command::new("WebKitWebDriver");
        driver.arg(format!("--port={port}")).env("DISPLAY", &number);
        driver.env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1");
        // Without it, an app that the user has open would take over.
        driver.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/dev/null");
        driver.env("TAURI_AUTOMATION", "true").env("TAURI_WEBVIEW_AUTOMATION", "true");
        for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            driver.env(name, home);
        }
        let driver = Group::start(&mut driver);
        wait_for_port(port);

        let options = json!({ "binary": program(), "args": arguments });
        let capabilities = [("webkitgtk:browserOptions".to_owned(), options)].into_iter().collect();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let session = builder.capabilities(capabilities).connect(&format!("http://127.0.0.1:{port}")).await;
        let client = session.expect("the driver opens the app's window");
        let desktop = Desktop { client, number, _driver: driver, _display: display };
        desktop.find("html[data-ready]").await;
        desktop
    }

    /// Chooses from the native menu by keys: the underlined letter of the menu, then those of its entries, "f o" for
    /// File ▸ Open.
    pub fn choose(&self, keys: &str) {
        self.focus("Plimsoll$");
        // A menu takes a moment until it hears keys.
        self.xdotool(format!("key --delay 400 alt+{keys}").split(' ').map(str::to_owned));
    }

    /// Presses a key in the window, such as `ctrl+z`.
    pub fn press(&self, key: &str) {
        self.focus("Plimsoll$");
        self.xdotool(["key", key].map(str::to_owned));
    }

    /// Answers the system's own file dialog, once it is there, with a path.
    pub fn answer(&self, title: &str, path: &Path) {
        self.focus(&format!("^{title}$"));
        self.xdotool(["key", "ctrl+a"].map(str::to_owned));
        self.xdotool(["type", "--delay", "20", &path.display().to_string()].map(str::to_owned));
        // The dialog looks whether there is such a file while one types.
        std::thread::sleep(Duration::from_millis(500));
        self.xdotool(["key", "Return"].map(str::to_owned));
    }

    /// Gives the keyboard to the window with this name, as the window manager would that is not there.
    fn focus(&self, name: &str) {
        let search = ["search", "--sync", "--onlyvisible", "--name", name, "windowfocus"];
        self.xdotool(search.map(str::to_owned));
    }

    fn xdotool(&self, arguments: impl IntoIterator<Item = String>) {
        let mut command = Command::new("timeout");
        command.arg(PATIENCE.as_secs().to_string()).arg("xdotool").args(arguments).env("DISPLAY", &self.number);
        let status = command.stderr(Stdio::null()).status().expect("xdotool is installed");
        assert!(status.success(), "{command:?} ended with {status}");
    }

    /// The first element that `css` selects, as soon as there is one.
    pub async fn find(&self, css: &str) -> Element {
        let wait = self.client.wait().at_most(PATIENCE);
        wait.for_element(Locator::Css(css)).await.unwrap_or_else(|error| panic!("no `{css}` in the window: {error}"))
    }

    /// Waits until the window is called so.
    pub async fn titled(&self, wanted: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            let title = self.client.title().await.unwrap_or_default();
            if title == wanted {
                return;
            }
            assert!(Instant::now() < end, "the window is still called {title:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until nothing is left that `css` selects.
    pub async fn gone(&self, css: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.client.find_all(Locator::Css(css)).await.unwrap_or_default().is_empty() {
            assert!(Instant::now() < end, "`{css}` is still in the window");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The text of `css` once `wanted` accepts it.
    pub async fn text_when(&self, css: &str, wanted: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            // The page may replace the element between finding and reading it.
            let text = self.find(css).await.text().await.unwrap_or_default();
            if wanted(&text) {
                return text;
            }
            assert!(Instant::now() < end, "`{css}` still says {text:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Closes the window, upon which the driver ends the app without asking it: the hardest way to quit.
    pub async fn quit(self) {
        self.client.close_window().await.expect("the window can be closed");
    }
}

/// The app that was built together with this test.
fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    let folder = test.ancestors().nth(2).expect("tests are built two folders below the programs");
    let program = folder.join("plimsoll-desktop");
    assert!(program.exists(), "{} is not built: run `cargo build --package desktop`", program.display());
    program
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("this machine has a free port");
    listener.local_addr().expect("a bound socket has an address").port()
}

fn wait_for_port(port: u16) {
    let end = Instant::now() + PATIENCE;
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        assert!(Instant::now() < end, "WebKitWebDriver does not answer");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A program and all that it starts, ended together.
struct Group(Child);

impl Group {
    fn start(command: &mut Command) -> Group {
        let child = command.stdin(Stdio::null()).process_group(0).spawn();
        Group(child.unwrap_or_else(|error| panic!("cannot start {:?}: {error}", command.get_program())))
    }

    /// Starts it and waits for its first line of output.
    fn start_reading(command: &mut Command) -> (Group, String) {
        let mut group = Group::start(command.stdout(Stdio::piped()));
        let mut line = String::new();
        let output = group.0.stdout.take().expect("the output is piped");
        BufReader::new(output).read_line(&mut line).expect("the program says where it is");
        (group, line)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // The standard library cannot signal a group; the shell's own `kill` can.
        let _ = Command::new("sh").arg("-c").arg(format!("kill -KILL -{}", self.0.id())).status();
        let _ = self.0.wait();
    }
}
