//! Wire types of HTTP and of the live socket.
