//! What is known of a request before its body is read.

use super::error::Error;
use super::identity::Actor;
use contract::words::Language;
use ipnet::IpNet;
use std::net::IpAddr;
use std::sync::Arc;

/// The circumstances of a request, set by the edge.
#[derive(Debug, Clone)]
pub struct Circumstances {
    pub request_id: String,
    /// The client's address as far as it can be believed.
    pub address: IpAddr,
    pub language: Language,
    /// The signed-in caller, or why there is none.
    pub caller: Result<Arc<Actor>, Error>,
}

/// The client's address: the peer's, or behind trusted proxies the last
/// address in `Forwarded` / `X-Forwarded-For` that is not one of theirs.
pub fn client_address(peer: IpAddr, forwarded: &[IpAddr], trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_trusted(&peer) {
        return peer;
    }
    forwarded.iter().rev().find(|address| !is_trusted(address)).copied().unwrap_or(peer)
}

/// The addresses named by the two headers, nearest proxy last.
pub fn forwarded_addresses(forwarded: Option<&str>, x_forwarded_for: Option<&str>) -> Vec<IpAddr> {
    if let Some(header) = forwarded {
        return header
            .split([',', ';'])
            .filter_map(|part| {
                let (name, value) = part.trim().split_once('=')?;
                name.eq_ignore_ascii_case("for").then(|| node_address(value.trim().trim_matches('"')))?
            })
            .collect();
    }
    x_forwarded_for.unwrap_or("").split(',').filter_map(|part| node_address(part.trim())).collect()
}

/// `192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]:4711` or `2001:db8::1`.
fn node_address(text: &str) -> Option<IpAddr> {
    if let Some(rest) = text.strip_prefix('[') {
        return rest.split(']').next()?.parse().ok();
    }
    text.parse().ok().or_else(|| text.split(':').next()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_stranger_cannot_name_her_own_address() {
        let forwarded = forwarded_addresses(None, Some("203.0.113.9"));
        assert_eq!(client_address(address("198.51.100.1"), &forwarded, &[]), address("198.51.100.1"));
    }

    #[test]
    fn behind_a_trusted_proxy_the_last_untrusted_address_counts() {
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let forwarded = forwarded_addresses(None, Some("1.2.3.4, 203.0.113.9, 10.0.0.7"));
        assert_eq!(client_address(address("10.0.0.1"), &forwarded, &trusted), address("203.0.113.9"));
        let standard = forwarded_addresses(Some("for=203.0.113.9;proto=https, for=\"[2001:db8::7]:47\""), None);
        assert_eq!(client_address(address("10.0.0.1"), &standard, &trusted), address("2001:db8::7"));
    }
}
