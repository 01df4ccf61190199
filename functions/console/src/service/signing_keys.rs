//! `/console/signing_keys`: what access tokens are signed with. Only `tokens` may make a key, so the page names the call that
//! has one made.

use crate::call::Call;
use crate::desk::Desk;
use crate::paging::Paging;
use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::keyring::{KeyLife, KeyStage};
use shared::auth::policy::must_operate;
use shared::dialects::html::{Answer, Frame, Moment, Trouble, query};
use shared::dialects::native::signing_key_view;
use shared::domain::Timestamp;

#[derive(Template)]
#[template(path = "signing_keys.html")]
struct SigningKeys<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    rows: Vec<Row>,
    paging: Paging,
    call: Call,
    /// The call that has the next one made.
    rotate: Call,
}

/// One key.
struct Row {
    kid: String,
    stage: &'static str,
    signs_from: Moment,
    signs_until: Option<Moment>,
    verifies_until: Option<Moment>,
}

pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Caller, uri: Uri) -> Answer {
    let service = must_operate(&caller)?;
    let paging = Paging::read(&app, &caller, &frame.path, Vec::new(), &query(&uri));
    let lives = async { Ok::<_, Trouble>(app.keyring.lives(&app, &service).await?) };
    let (desk, lives) = tokio::try_join!(Desk::open(&app, &frame, &caller), lives)?;
    let now = app.now();
    if let Some(export) = paging.export {
        let keys = lives.iter().map(|life| signing_key_view(life, now).into()).collect();
        return Ok(export.file("signing_keys", keys));
    }
    let page = SigningKeys {
        frame: &frame,
        desk: &desk,
        rows: lives.into_iter().map(|life| row(life, now)).collect(),
        paging,
        call: Call::get(&app, "/v1/signing_keys", &[]),
        rotate: Call::sending(&app, "POST", "/v1/signing_keys", ""),
    };
    Ok(frame.show(StatusCode::OK, &page))
}

fn row(life: KeyLife, now: Timestamp) -> Row {
    Row {
        stage: match life.stage(now) {
            KeyStage::Waits => "console-key-waits",
            KeyStage::Signs => "console-key-signs",
            KeyStage::Verifies => "console-key-verifies",
        },
        signs_from: life.signs_from.into(),
        signs_until: life.signs_until.map(Moment::from),
        verifies_until: life.verifies_until.map(Moment::from),
        kid: life.kid,
    }
}
