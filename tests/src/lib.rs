//! Shared parts of the stories.

pub mod desk;
#[cfg(unix)]
pub mod postgres;

#[cfg(all(feature = "desktop", target_os = "linux"))]
pub mod desktop;
