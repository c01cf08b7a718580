//! Black-box tests of the system: the server as a process that can be killed,
//! known only by its contract. The web is walked in `browser/`.

pub mod caller;
pub mod owner;
pub mod server;
pub mod torture;
pub mod women;
