//! One connection to the server, encrypted unless it does not leave this machine, and what it hears unasked.

use std::io;
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;
use tokio_postgres::config::SslMode;
use tokio_postgres::{AsyncMessage, Client, Connection, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::error::Doing;
use super::{Address, Error, Password};

/// A client, and a channel that says something each time the server does; it ends with the connection.
pub(crate) type Line = (Client, mpsc::UnboundedReceiver<()>);

/// Connects.
pub(crate) async fn connect(address: &Address, password: Option<&Password>) -> Result<Line, Error> {
    let mut config = address.config.clone();
    config.user(address.user());
    if let Some(Password(password)) = password {
        config.password(password);
    }
    let (host, user, database) = (address.host(), address.user(), address.database());
    let doing = Doing { host: &host, user: &user, database: &database, what: "let you in" };
    match config.get_ssl_mode() {
        SslMode::Disable => {
            let (client, connection) = config.connect(NoTls).await.map_err(|error| doing.failed(&error))?;
            Ok((client, drive(connection)))
        }
        _ => {
            let tls = MakeRustlsConnect::new(tls(address)?);
            let (client, connection) = config.connect(tls).await.map_err(|error| doing.failed(&error))?;
            Ok((client, drive(connection)))
        }
    }
}

/// Lets the connection work, on the runtime that it was made on, until either side ends it.
fn drive<S, T>(mut connection: Connection<S, T>) -> mpsc::UnboundedReceiver<()>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (tell, heard) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        loop {
            match std::future::poll_fn(|context| connection.poll_message(context)).await {
                Some(Ok(AsyncMessage::Notification(_))) => {
                    let _ = tell.send(());
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return,
            }
        }
    });
    heard
}

fn tls(address: &Address) -> Result<ClientConfig, Error> {
    let mut roots = RootCertStore::empty();
    match &address.authorities {
        Some(path) => {
            let unusable = || Error::Authorities { path: path.clone() };
            let trusted = read(path).map_err(|_| unusable())?;
            if roots.add_parsable_certificates(trusted).0 == 0 {
                return Err(unusable());
            }
        }
        None => {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the provider speaks today's versions");
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

fn read(path: &Path) -> io::Result<Vec<CertificateDer<'static>>> {
    let certificates = CertificateDer::pem_file_iter(path).map_err(io::Error::other)?;
    certificates.map(|certificate| certificate.map_err(io::Error::other)).collect()
}
