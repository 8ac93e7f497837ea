//! Shared parts of the stories.

#[cfg(unix)]
pub mod colleague;
pub mod desk;
#[cfg(unix)]
pub mod network;
#[cfg(unix)]
pub mod postgres;

#[cfg(all(feature = "desktop", target_os = "linux"))]
pub mod desktop;
