//! A network of two machines inside this one: two namespaces joined by a cable that can be cut and can lose packets. Where
//! this user may not make one, there is none.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::colleague::Place;

/// The two ends, gone with this.
pub struct Network {
    names: [String; 2],
}

impl Network {
    /// Lays the cable; says why and answers nothing where that cannot be done.
    pub fn make() -> Option<Network> {
        // Stories of one process are told side by side, each in a network of its own.
        static MADE: AtomicU32 = AtomicU32::new(0);
        let id = format!("{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let network = Network { names: ["a", "b"].map(|end| format!("plimsoll-{id}-{end}")) };
        let [a, b] = &network.names;
        let laid = run(&format!("netns add {a}"))
            && run(&format!("netns add {b}"))
            && run(&format!("link add wire netns {a} type veth peer name wire netns {b}"))
            && [a, b].into_iter().zip(1..).all(|(end, n)| {
                run(&format!("-n {end} addr add 10.177.0.{n}/24 dev wire"))
                    && run(&format!("-n {end} link set lo up"))
                    && run(&format!("-n {end} link set wire up"))
            });
        if !laid {
            eprintln!("this user may not make network namespaces: this test is passed by");
            return None;
        }
        Some(network)
    }

    /// Where each of the two is.
    pub fn places(&self) -> [Place; 2] {
        self.names.clone().map(Place::Namespace)
    }

    /// Cuts the cable, or mends it.
    pub fn cut(&self, is_cut: bool) {
        let state = if is_cut { "down" } else { "up" };
        assert!(run(&format!("-n {} link set wire {state}", self.names[0])), "what was laid can be cut");
    }

    /// Loses every fifth packet or so, in both directions. Answers whether this system can.
    pub fn lose_a_fifth(&self) -> bool {
        let lossy = |end: &String| {
            let tc = |arguments: &str| {
                let mut command = Command::new("tc");
                command.args(["-n", end]).args(arguments.split(' ')).stderr(Stdio::null());
                command.status().is_ok_and(|status| status.success())
            };
            // Without netem a filter of four steps draws a number of 32 bits and drops what comes in at its top fifth.
            let drawn = "4,32 0 0 4294963256,53 0 1 3435973836,6 0 0 2,6 0 0 0";
            tc("qdisc add dev wire root netem loss 20%")
                || tc("qdisc add dev wire ingress") && {
                    let mut command = Command::new("tc");
                    command
                        .args(["-n", end, "filter", "add", "dev", "wire", "parent", "ffff:", "bpf", "da", "bytecode"]);
                    command.arg(drawn).status().is_ok_and(|status| status.success())
                }
        };
        let is_lossy = self.names.iter().all(lossy);
        if !is_lossy {
            eprintln!("this system can lose no packets on purpose: this test is passed by");
        }
        is_lossy
    }

    /// How many packets were lost so far, as the system counts them.
    pub fn lost(&self) -> u32 {
        let dropped = |end: &String| {
            let output = Command::new("tc").args(["-n", end, "-s", "qdisc", "show", "dev", "wire"]).output();
            let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
            let counts = text.split("(dropped ").skip(1).filter_map(|rest| rest.split(',').next()?.parse::<u32>().ok());
            counts.sum::<u32>()
        };
        self.names.iter().map(dropped).sum()
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        for name in &self.names {
            run(&format!("netns del {name}"));
        }
    }
}

fn run(arguments: &str) -> bool {
    let mut ip = Command::new("ip");
    ip.args(arguments.split(' ')).stdout(Stdio::null()).stderr(Stdio::null());
    ip.status().is_ok_and(|status| status.success())
}
