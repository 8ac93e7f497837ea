//! What lets somebody into a session: whose it is, of which plan, where to find it, and a secret. A text to hand over.
//!
//! `plimsoll-live-1-` and, in base64 for addresses, the host's key (32 bytes), the plan (32), the secret (16), the second
//! since 1970 at which it expires (8, little-endian), its addresses (1 + 7 or 19 each; a relay is one, a 0 and its length before
//! its text) and a checksum (4).

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use plan::Author;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{Error, Relay};

/// With which the text begins; the version of the protocol follows.
const BEGIN: &str = "plimsoll-live-";
/// The version of the protocol that is spoken here.
const VERSION: &str = "1";
/// More addresses than a machine is found at.
const MOST_ADDRESSES: usize = 8;

/// Names a plan: the hash of its first change, which all its copies share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanKey(pub [u8; 32]);

/// Bits that nobody guesses. Compared in constant time, and never shown but in a ticket.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Secret([u8; Ticket::SECRET_BITS / 8]);

/// Lets its bearer in. Shown by [`Ticket::text`] alone.
#[derive(Clone)]
pub struct Ticket {
    /// Who shares.
    pub host: Author,
    /// What is shared.
    pub plan: PlanKey,
    pub(crate) secret: Secret,
    /// The second since 1970 after which nobody new is let in.
    pub expires: u64,
    pub(crate) addresses: Vec<SocketAddr>,
    /// What else it can be reached through.
    pub(crate) relay: Option<Relay>,
}

impl Secret {
    /// A fresh one.
    pub(crate) fn fresh() -> Result<Secret, Error> {
        let mut bytes = [0; Ticket::SECRET_BITS / 8];
        let missing = |_| Error::Network { what: "the system gives no randomness: try again".to_owned() };
        getrandom::fill(&mut bytes).map_err(missing)?;
        Ok(Secret(bytes))
    }

    /// Whether the two are the same; takes as long wherever they differ.
    pub(crate) fn is(&self, other: &Secret) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Ticket {
    /// How many bits one would have to guess.
    pub const SECRET_BITS: usize = 128;

    /// Reads a ticket; blanks and line breaks that a mail put in are passed over.
    ///
    /// # Errors
    /// If it is no ticket, not whole, or of another version.
    pub fn parse(text: &str) -> Result<Ticket, Error> {
        let text: String = text.split_whitespace().collect();
        let rest = text.strip_prefix(BEGIN).ok_or(Error::NotATicket)?;
        let (version, body) = rest.split_once('-').ok_or(Error::CutTicket)?;
        if version != VERSION {
            let is_number = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
            return Err(if is_number { Error::OtherVersion } else { Error::CutTicket });
        }
        let bytes = URL_SAFE_NO_PAD.decode(body).map_err(|_| Error::CutTicket)?;
        let (bytes, sum) = bytes.split_last_chunk::<4>().ok_or(Error::CutTicket)?;
        if checksum(bytes) != *sum {
            return Err(Error::CutTicket);
        }
        read(bytes).ok_or(Error::CutTicket)
    }

    /// The text to hand over.
    pub fn text(&self) -> String {
        let mut bytes = Vec::with_capacity(128);
        bytes.extend(self.host.0);
        bytes.extend(self.plan.0);
        bytes.extend(self.secret.0);
        bytes.extend(self.expires.to_le_bytes());
        let addresses = &self.addresses[..self.addresses.len().min(MOST_ADDRESSES)];
        bytes.push((addresses.len() + usize::from(self.relay.is_some())) as u8);
        for address in addresses {
            match address.ip() {
                IpAddr::V4(ip) => {
                    bytes.push(4);
                    bytes.extend(ip.octets());
                }
                IpAddr::V6(ip) => {
                    bytes.push(6);
                    bytes.extend(ip.octets());
                }
            }
            bytes.extend(address.port().to_le_bytes());
        }
        if let Some(relay) = &self.relay {
            let text = relay.to_string();
            bytes.extend([0, text.len() as u8]);
            bytes.extend(text.as_bytes());
        }
        bytes.extend(checksum(&bytes));
        format!("{BEGIN}{VERSION}-{}", URL_SAFE_NO_PAD.encode(bytes))
    }
}

fn read(mut bytes: &[u8]) -> Option<Ticket> {
    let host = Author(take(&mut bytes)?);
    let plan = PlanKey(take(&mut bytes)?);
    let secret = Secret(take(&mut bytes)?);
    let expires = u64::from_le_bytes(take(&mut bytes)?);
    let [n_addresses] = take(&mut bytes)?;
    let (mut addresses, mut relay) = (Vec::new(), None);
    for _ in 0..n_addresses {
        let ip = match take(&mut bytes)? {
            [0] => {
                relay = Some(take_relay(&mut bytes)?);
                continue;
            }
            [4] => IpAddr::from(take::<4>(&mut bytes)?),
            [6] => IpAddr::from(take::<16>(&mut bytes)?),
            [_] => return None,
        };
        addresses.push(SocketAddr::new(ip, u16::from_le_bytes(take(&mut bytes)?)));
    }
    bytes.is_empty().then_some(Ticket { host, plan, secret, expires, addresses, relay })
}

fn take_relay(bytes: &mut &[u8]) -> Option<Relay> {
    let [length] = take(bytes)?;
    let (text, rest) = bytes.split_at_checked(usize::from(length))?;
    *bytes = rest;
    std::str::from_utf8(text).ok()?.parse().ok()
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*taken)
}

fn checksum(bytes: &[u8]) -> [u8; 4] {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    [hash[0], hash[1], hash[2], hash[3]]
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ticket").field("host", &self.host).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket() -> Ticket {
        Ticket {
            host: Author([7; 32]),
            plan: PlanKey([8; 32]),
            secret: Secret([9; 16]),
            expires: 1_795_000_000,
            addresses: vec!["192.168.1.20:4040".parse().unwrap(), "[fe80::1]:4040".parse().unwrap()],
            relay: None,
        }
    }

    #[test]
    fn a_ticket_comes_back_from_its_text_even_when_a_mail_broke_its_line() {
        let text = ticket().text();
        let (one, other) = text.split_at(60);
        let read = Ticket::parse(&format!("  {one}\r\n {other}\n")).unwrap();
        assert_eq!((read.host, read.plan, read.expires), (Author([7; 32]), PlanKey([8; 32]), 1_795_000_000));
        assert_eq!(read.addresses, ticket().addresses);
        assert!(read.secret.is(&Secret([9; 16])) && !read.secret.is(&Secret([1; 16])));
    }

    #[test]
    fn a_ticket_carries_the_relay_that_its_host_is_reached_through() {
        let relay: Relay = "https://relay.example.com".parse().unwrap();
        let sent = Ticket { relay: Some(relay.clone()), ..ticket() };
        let read = Ticket::parse(&sent.text()).unwrap();
        assert_eq!((read.relay, read.addresses), (Some(relay), ticket().addresses));
    }

    #[test]
    fn what_is_no_whole_ticket_is_told_apart() {
        let text = ticket().text();
        for length in BEGIN.len()..text.len() {
            assert_eq!(Ticket::parse(&text[..length]).unwrap_err(), Error::CutTicket, "cut to {length}");
        }
        assert_eq!(Ticket::parse("https://example.com").unwrap_err(), Error::NotATicket);
        assert_eq!(Ticket::parse("").unwrap_err(), Error::NotATicket);
        assert_eq!(Ticket::parse(&text.replacen("-1-", "-2-", 1)).unwrap_err(), Error::OtherVersion);
        let mut altered = text.into_bytes();
        altered[40] = if altered[40] == b'A' { b'B' } else { b'A' };
        assert_eq!(Ticket::parse(&String::from_utf8(altered).unwrap()).unwrap_err(), Error::CutTicket);
    }

    #[test]
    fn a_ticket_is_not_shown_where_things_are_logged() {
        assert_eq!(format!("{:?} {:?}", ticket(), Secret([9; 16])), "Ticket { host: 07070707, .. } Secret(…)");
    }
}
