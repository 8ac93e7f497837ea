//! The same user interface in a browser on this machine: one plan, on loopback, through the same door.
//!
//! The address carries a token that works once: it is traded for a cookie, so that an address in a history or a log
//! lets nobody in. A request whose `Host` is not this address is refused, so that no page elsewhere can reach in by
//! pointing a name at loopback.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use app::{Access, App, Code, Event, Options, Reply, Request, Topic, UiError};
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request as HttpRequest, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::broadcast;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

#[derive(rust_embed::Embed)]
#[folder = "../../../ui/dist"]
#[allow_missing = true]
struct Page;

/// Room for an import of the largest file, in base64.
const LARGEST_BODY: usize = 140 * 1024 * 1024;
/// Events a slow browser may fall behind by before it refetches everything.
const EVENTS: usize = 64;
/// Only what this address itself serves may run; styles are set by the timeline as it draws.
const POLICY: &str =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

struct Served {
    app: App,
    address: SocketAddr,
    token: Mutex<Option<String>>,
    session: String,
    events: broadcast::Sender<Event>,
}

/// Opens `plan` and serves it, in the author's name if one is given, until the process is told to end.
pub fn serve(options: Options, plan: &Path, port: u16, author: Option<&str>) -> Result<(), UiError> {
    let events = broadcast::Sender::new(EVENTS);
    let teller = events.clone();
    let app = App::start(options, move |event| {
        // Nobody may be listening yet; what they would have missed they fetch when they come.
        let _ = teller.send(event);
    })?;
    author.map_or(Ok(()), |name| app.work_as(name))?;
    app.call(Request::Open { path: plan.display().to_string() })?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| failed(&format!("cannot start serving: {error}")))?;
    runtime.block_on(listen(app, events, port))
}

async fn listen(app: App, events: broadcast::Sender<Event>, port: u16) -> Result<(), UiError> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| failed(&format!("cannot listen on port {port}: {error}; choose another with --port")))?;
    let address = listener.local_addr().map_err(|error| failed(&format!("cannot tell the address: {error}")))?;
    // What the door says is short and may not wait for more to say.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let token = secret()?;
    // Heard from before the address is told: whoever reads it may end the serving at once.
    let ending = told_to_end();
    println!("http://{address}/?token={token}");
    let served = Arc::new(Served { app, address, token: Mutex::new(Some(token)), session: secret()?, events });
    let routes = Router::new()
        .route("/call", post(call))
        .route("/events", get(listen_to_events))
        .fallback(page)
        .layer(middleware::from_fn_with_state(Arc::clone(&served), guard))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(served);
    tokio::select! {
        result = axum::serve(listener, routes) => result.map_err(|error| failed(&format!("serving ended: {error}"))),
        () = ending => Ok(()),
    }
}

/// Listens from now on for the wish of the user or the system that the process ends, so that the plan is left behind as
/// one file, and waits for it.
fn told_to_end() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    #[cfg(unix)]
    let interrupted = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt());
    async {
        // Without a signal to wait for, serving goes on until the process is killed.
        #[cfg(unix)]
        tokio::select! {
            () = heard(terminated) => (),
            () = heard(interrupted) => (),
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
async fn heard(signal: std::io::Result<tokio::signal::unix::Signal>) {
    match signal {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[derive(Deserialize)]
struct Entry {
    token: Option<String>,
}

/// Lets in who has the cookie, trades a token for it, and refuses everybody else.
async fn guard(
    State(served): State<Arc<Served>>,
    Query(entry): Query<Entry>,
    request: HttpRequest<Body>,
    next: Next,
) -> Response {
    let headers = request.headers();
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let local = [served.address.to_string(), format!("localhost:{}", served.address.port())];
    if !host.is_some_and(|host| local.iter().any(|name| name == host)) {
        return (StatusCode::FORBIDDEN, "this plan is served on this machine alone").into_response();
    }
    if has_cookie(headers, &served) {
        return next.run(request).await;
    }
    if request.uri().path() == "/" && entry.token.is_some() && take_token(&served, entry.token.as_deref()) {
        let cookie = format!("{}={}; HttpOnly; SameSite=Strict; Path=/", cookie_name(&served), served.session);
        return (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, "/".to_owned())]).into_response();
    }
    (StatusCode::UNAUTHORIZED, "this address has been used: start `plimsoll serve` again for a new one").into_response()
}

/// Ports share a browser's cookies, so each served plan has a cookie of its own name.
fn cookie_name(served: &Served) -> String {
    format!("plimsoll-{}", served.address.port())
}

fn has_cookie(headers: &HeaderMap, served: &Served) -> bool {
    let expected = format!("{}={}", cookie_name(served), served.session);
    let cookies = headers.get_all(COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
    cookies.flat_map(|cookies| cookies.split(';')).any(|cookie| same(cookie.trim(), &expected))
}

fn take_token(served: &Served, given: Option<&str>) -> bool {
    let mut token = served.token.lock().unwrap_or_else(PoisonError::into_inner);
    let matches = token.as_deref().zip(given).is_some_and(|(token, given)| same(token, given));
    if matches {
        *token = None;
    }
    matches
}

/// Compares secrets in a time that does not tell where they differ.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// Answers the requests of one message, in their order, each by itself.
async fn call(State(served): State<Arc<Served>>, body: axum::body::Bytes) -> Response {
    let answer = tokio::task::spawn_blocking(move || {
        let requests: Vec<Request> = serde_json::from_slice(&body)
            .map_err(|error| UiError { code: Code::Refused, message: format!("cannot read the request: {error}") })?;
        let answers = requests.into_iter().map(|request| served.app.call_as(Access::Guest, request));
        Ok::<Vec<Result<Reply, UiError>>, UiError>(answers.collect())
    });
    match answer.await {
        Ok(Ok(answers)) => Json(answers).into_response(),
        Ok(Err(error)) => (StatusCode::UNPROCESSABLE_ENTITY, Json(error)).into_response(),
        Err(_) => {
            let error = failed("something went wrong inside: the plan is as it was; try again");
            (StatusCode::INTERNAL_SERVER_ERROR, Json(error)).into_response()
        }
    }
}

async fn listen_to_events(
    State(served): State<Arc<Served>>,
) -> Sse<impl tokio_stream::Stream<Item = Result<sse::Event, Infallible>>> {
    let events = BroadcastStream::new(served.events.subscribe()).map(|event| {
        // A browser that fell behind is told that everything changed.
        let everything = vec![Topic::Start, Topic::Plan, Topic::Forecast, Topic::Session];
        let event = event.unwrap_or(Event::Changed { topics: everything });
        Ok(sse::Event::default().json_data(event).unwrap_or_default())
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

async fn page(uri: Uri) -> Response {
    let path = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        path => path,
    };
    match Page::get(path) {
        Some(file) => {
            let headers = [
                (CONTENT_TYPE, file.metadata.mimetype().to_owned()),
                (CONTENT_SECURITY_POLICY, POLICY.to_owned()),
                (CACHE_CONTROL, "no-cache".to_owned()),
            ];
            (headers, file.data.into_owned()).into_response()
        }
        None if path == "index.html" => (
            StatusCode::SERVICE_UNAVAILABLE,
            "this program was built without its page: run `npm run build` in `ui`, then build `plimsoll` again",
        )
            .into_response(),
        None => (StatusCode::NOT_FOUND, "there is nothing at this address").into_response(),
    }
}

/// 128 bits in hexadecimal.
fn secret() -> Result<String, UiError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| failed("the system gives no randomness for a token: try again"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn failed(message: &str) -> UiError {
    UiError { code: Code::Failed, message: message.to_owned() }
}
