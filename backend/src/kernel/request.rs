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
    // A socket for both families names an IPv4 client ::ffff:192.0.2.1.
    let peer = peer.to_canonical();
    if !is_trusted(&peer) {
        return peer;
    }
    forwarded.iter().rev().find(|address| !is_trusted(address)).copied().unwrap_or(peer)
}

/// The addresses named by the two headers, nearest proxy last. A proxy writes
/// one of them and may pass the other on as the client sent it, so where both
/// are there and do not agree, neither is believed.
pub fn forwarded_addresses(forwarded: Option<&str>, x_forwarded_for: Option<&str>) -> Vec<IpAddr> {
    let standard = forwarded.map(|header| header.split([',', ';']).filter_map(for_node).collect::<Vec<_>>());
    let usual = x_forwarded_for
        .map(|header| header.split(',').filter_map(|part| node_address(part.trim())).collect::<Vec<_>>());
    match (standard, usual) {
        (Some(standard), Some(usual)) if standard.last() != usual.last() => Vec::new(),
        (standard, usual) => standard.or(usual).unwrap_or_default(),
    }
}

/// The node of `for=192.0.2.1`.
fn for_node(part: &str) -> Option<IpAddr> {
    let (name, value) = part.trim().split_once('=')?;
    name.eq_ignore_ascii_case("for").then(|| node_address(value.trim().trim_matches('"')))?
}

/// `192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]:4711` or `2001:db8::1`.
fn node_address(text: &str) -> Option<IpAddr> {
    let bare = match text.strip_prefix('[') {
        Some(rest) => rest.split(']').next()?.parse().ok(),
        None => text.parse().ok().or_else(|| text.split(':').next()?.parse().ok()),
    };
    bare.map(|address: IpAddr| address.to_canonical())
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

    #[test]
    fn two_headers_that_disagree_are_not_believed() {
        assert!(forwarded_addresses(Some("for=1.2.3.4"), Some("203.0.113.9")).is_empty());
        assert_eq!(forwarded_addresses(Some("for=203.0.113.9"), Some("203.0.113.9")), [address("203.0.113.9")]);
    }

    #[test]
    fn an_ipv4_client_has_one_address_whatever_the_socket() {
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        assert_eq!(client_address(address("::ffff:192.0.2.1"), &[], &trusted), address("192.0.2.1"));
        let forwarded = forwarded_addresses(None, Some("::ffff:203.0.113.9"));
        assert_eq!(client_address(address("::ffff:10.0.0.1"), &forwarded, &trusted), address("203.0.113.9"));
    }
}
