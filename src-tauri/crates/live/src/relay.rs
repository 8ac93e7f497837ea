//! A relay: a server that carries what is said between two who cannot reach one another. All of it is encrypted from end to
//! end; a relay sees who talks to whom, when and how much. None is used unless somebody names it on this machine: whoever
//! joins goes through the one in a ticket only if they have named it too.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use iroh::RelayUrl;

use crate::Error;

/// The longest address of a relay, in bytes: its length stands in one byte of a ticket.
const LONGEST: usize = 255;

/// The address of a relay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relay(pub(crate) RelayUrl);

impl FromStr for Relay {
    type Err = Error;

    /// Reads `https://relay.example.com`; without TLS only on this machine.
    fn from_str(text: &str) -> Result<Relay, Error> {
        let refused = || Error::NotARelay { text: text.chars().take(80).collect() };
        let url: RelayUrl = text.trim().parse().map_err(|_| refused())?;
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let is_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        let is_sound = match url.scheme() {
            "https" => !host.is_empty(),
            "http" => is_here,
            _ => false,
        };
        let says_more = url.password().is_some() || !url.username().is_empty() || url.query().is_some();
        if !is_sound || says_more || url.as_str().len() > LONGEST {
            return Err(refused());
        }
        Ok(Relay(url))
    }
}

impl fmt::Display for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relay_is_an_address_that_can_be_kept_secret_to() {
        for (text, read) in [
            ("https://relay.example.com", "https://relay.example.com"),
            (" https://relay.example.com:8443/ ", "https://relay.example.com:8443"),
            ("http://127.0.0.1:3340", "http://127.0.0.1:3340"),
            ("http://[::1]:3340", "http://[::1]:3340"),
        ] {
            assert_eq!(text.parse::<Relay>().map(|relay| relay.to_string()), Ok(read.to_owned()));
        }
        let long = format!("https://relay.example.com/{}", "x".repeat(LONGEST));
        for text in [
            "",
            "relay.example.com",
            "http://relay.example.com",
            "ftp://127.0.0.1",
            "https://ana:secret@relay.example.com",
            "https://relay.example.com/?token=1",
            &long,
        ] {
            let refusal = text.parse::<Relay>().expect_err("it is no relay").to_string();
            assert!(refusal.contains("`https://relay.example.com`"), "{refusal}");
        }
    }
}
