//! Black-box tests of the system: the server as a process in `tests/`, the web in `browser/`.
