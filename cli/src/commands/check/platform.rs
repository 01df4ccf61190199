//! What stands around a deployment's table in its account, and fails without a word: AWS is asked, by reading alone.

use super::answer::Answer;
use super::report::{Finding, Trouble, Verdict, failed, skipped};
use super::site::{Ask, Site};
use crate::commands::aws_error::told;
use aws_config::SdkConfig;
use aws_credential_types::provider::ProvideCredentials;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::StreamSpecification;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_types::service_config::ServiceConfigKey;
use serde_json::Value;
use shared::domain::Timestamp;
use std::iter::{empty, successors};
use std::time::{Duration, UNIX_EPOCH};

/// Executions at once below which a few people who sign in together wait; a new account may have ten.
const FEW: u64 = 100;

/// A service of AWS.
struct Service {
    /// What requests to it are signed for.
    name: &'static str,
    /// The first word of its host.
    host: &'static str,
    /// What settings call it (`AWS_ENDPOINT_URL_…`).
    id: &'static str,
}

/// <https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html>
const LAMBDA: Service = Service { name: "lambda", host: "lambda", id: "lambda" };
/// <https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Operations.html>
const SES: Service = Service { name: "ses", host: "email", id: "sesv2" };

/// Looks at what is around this table, and at who sends the mails: `LATCHKEY_DEFAULT_FROM_EMAIL`'s address.
pub async fn examine_platform(aws: &SdkConfig, table: &str, sender: &str, now: Timestamp) -> Vec<Finding> {
    let aws = Aws { config: aws, now };
    let (stream, concurrency, sending, sender) =
        tokio::join!(aws.stream(table), aws.concurrency(), aws.sending(), aws.sender(sender));
    let found = [("stream", stream), ("concurrency", concurrency), ("sending", sending), ("sender", sender)];
    found.into_iter().map(|(name, verdict)| Finding::new(name, verdict)).collect()
}

/// AWS, asked with somebody's credentials.
struct Aws<'a> {
    config: &'a SdkConfig,
    now: Timestamp,
}

impl Aws<'_> {
    /// The table tells `mailer` and `janitor` what was written.
    async fn stream(&self, table: &str) -> Verdict {
        let described = Client::new(self.config).describe_table().table_name(table).send().await;
        let described = described.map_err(|error| skipped(told(error)))?;
        let table = described.table().ok_or_else(|| skipped("DynamoDB says nothing of the table"))?;
        let is_on = table.stream_specification().is_some_and(StreamSpecification::stream_enabled);
        let Some(stream) = table.latest_stream_arn().filter(|_| is_on) else {
            return Err(failed(
                "the table's stream is off: mails and cleaning wait for the schedules\n\
                 switch it on with keys only (`aws dynamodb update-table --stream-specification \
                 StreamEnabled=true,StreamViewType=KEYS_ONLY`), and deploy",
            ));
        };
        let path = format!("/2015-03-31/event-source-mappings/?EventSourceArn={}", encoded(stream));
        let answer = self.ask(&LAMBDA, &path).await?;
        let mappings = known(&answer, "lambda:ListEventSourceMappings")?;
        let mappings = mappings["EventSourceMappings"].as_array().cloned().unwrap_or_default();
        let mut wrong: Vec<_> = mappings.iter().filter_map(silence).collect();
        if mappings.len() < 2 {
            let readers = mappings.iter().map(reader).collect::<Vec<_>>().join(" and ");
            let readers = if readers.is_empty() { "nothing" } else { &readers };
            wrong.push(format!(
                "{readers} reads the table's stream, where `mailer` and `janitor` do\n\
                 deploy with the table's present stream: {}",
                table.latest_stream_label().unwrap_or_default()
            ));
        }
        verdict(wrong)
    }

    /// Lambda may run many functions at once.
    async fn concurrency(&self) -> Verdict {
        let answer = self.ask(&LAMBDA, "/2016-08-19/account-settings/").await?;
        let settings = known(&answer, "lambda:GetAccountSettings")?;
        let most = settings["AccountLimit"]["ConcurrentExecutions"].as_u64();
        match most.ok_or_else(|| skipped(format!("Lambda answers {answer}")))? {
            most if most < FEW => Err(failed(format!(
                "the account may run {most} functions at once: of people who sign in together some get 503\n\
                 ask for more in the Service Quotas console (Lambda, `Concurrent executions`); it takes a day",
            ))),
            _ => Ok(()),
        }
    }

    /// SES sends what it is given, to whomever.
    async fn sending(&self) -> Verdict {
        let answer = self.ask(&SES, "/v2/email/account").await?;
        let account = known(&answer, "ses:GetAccount")?;
        let mut wrong = Vec::new();
        if account["SendingEnabled"] == false {
            wrong.push(
                "SES has paused the account: no mail goes out\nanswer its case; what is owed goes then",
            );
        }
        if account["EnforcementStatus"] == "PROBATION" {
            wrong.push("SES reviews the account, and may pause it\nanswer its case, and look at who bounced");
        }
        if account["ProductionAccessEnabled"] == false {
            wrong.push(
                "SES has the account in its sandbox: it sends to verified addresses only, 200 mails a day\n\
                 ask for production access in SES's console (Account dashboard)",
            );
        }
        verdict(wrong)
    }

    /// SES sends in the name of this address, or of a domain that it is of.
    async fn sender(&self, address: &str) -> Verdict {
        let domain = address.rsplit_once('@').map_or(address, |(_, domain)| domain);
        if domain == "localhost" {
            return Err(skipped("say who sends the mails: LATCHKEY_DEFAULT_FROM_EMAIL"));
        }
        let above = successors(Some(domain), |domain| domain.split_once('.').map(|(_, above)| above));
        let mut waiting = None;
        for identity in [address].into_iter().chain(above.filter(|domain| domain.contains('.'))) {
            let path = format!("/v2/email/identities/{}", encoded(identity));
            let answer = self.ask(&SES, &path).await?;
            if answer.status() == 404 {
                continue;
            }
            match known(&answer, "ses:GetEmailIdentity")?["VerifiedForSendingStatus"] == true {
                true => return Ok(()),
                false => waiting = waiting.or(Some(identity)),
            }
        }
        Err(failed(match waiting {
            Some(identity) if identity.contains('@') => format!(
                "{identity} is not verified yet: SES refuses all mails\n\
                 its owner follows the link of SES's mail, which its console sends again"
            ),
            Some(identity) => format!(
                "{identity} is not verified yet: SES refuses all mails\n\
                 set the three CNAME records of the stack's outputs; SES looks for them for three days"
            ),
            None => format!(
                "SES does not know {address}, nor its domain: it refuses all mails\n\
                 deploy with MailIdentity=address or domain, or look whether this is the Region"
            ),
        }))
    }

    /// The answer of a service. That there is none tells nothing of the deployment.
    async fn ask(&self, service: &Service, path: &str) -> Result<Answer, Trouble> {
        let region = self.config.region().ok_or_else(|| skipped("no Region is said: AWS_REGION"))?.as_ref();
        let credentials =
            self.config.credentials_provider().ok_or_else(|| skipped("there are no credentials"))?;
        let credentials = credentials.provide_credentials().await;
        let identity = credentials.map_err(|error| skipped(error.to_string()))?.into();
        let site = Site::at(&self.endpoint(service, region)).map_err(skipped)?;
        let time = UNIX_EPOCH + Duration::from_micros(self.now.micros().unsigned_abs());
        let parameters = v4::SigningParams::builder()
            .identity(&identity)
            .region(region)
            .name(service.name)
            .time(time)
            .settings(SigningSettings::default())
            .build()
            .map_err(|error| skipped(error.to_string()))?
            .into();
        let url = format!("{}{path}", site.origin());
        let signed = SignableRequest::new("GET", &url, empty(), SignableBody::Bytes(&[]))
            .and_then(|request| sign(request, &parameters))
            .map_err(|error| skipped(error.to_string()))?;
        let (headers, _) = signed.into_parts().0.into_parts();
        let ask =
            headers.iter().fold(Ask::get(path), |ask, header| ask.header(header.name(), header.value()));
        site.fetch(ask).await.map_err(|why| skipped(format!("no answer from {}: {why}", site.origin())))
    }

    /// Where a service is: as the SDKs take it, so that an emulated AWS is asked in its place.
    fn endpoint(&self, service: &Service, region: &str) -> String {
        let key = ServiceConfigKey::builder()
            .service_id(service.id)
            .env("AWS_ENDPOINT_URL")
            .profile("endpoint_url")
            .build();
        let own = key.ok().and_then(|key| self.config.service_config()?.load_config(key));
        own.or_else(|| self.config.endpoint_url().map(str::to_owned)).unwrap_or_else(|| {
            let end = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
            format!("https://{}.{region}.{end}", service.host)
        })
    }
}

/// What a service says, unless it says nothing to these credentials.
fn known(answer: &Answer, action: &str) -> Result<Value, Trouble> {
    match answer.status() {
        200 => Ok(answer.json()),
        401 | 403 => Err(skipped(format!("these credentials may not {action}: {answer}"))),
        _ => Err(skipped(format!("{action} is answered {answer}"))),
    }
}

/// Why a function does not hear of what is written, if it does not.
fn silence(mapping: &Value) -> Option<String> {
    let state = mapping["State"].as_str().unwrap_or_default();
    let last = mapping["LastProcessingResult"].as_str().unwrap_or_default();
    let (function, uuid) = (reader(mapping), mapping["UUID"].as_str().unwrap_or_default());
    match state {
        "Disabled" | "Disabling" => Some(format!(
            "{function} does not read the table's stream: its event source is switched off\n\
             `aws lambda update-event-source-mapping --uuid {uuid} --enabled`"
        )),
        _ if last.starts_with("PROBLEM") => Some(format!(
            "{function} does not get the table's stream: {last}\n\
             its log has the cause, if it was called; else its role lacks a right to the stream, or the table's key"
        )),
        _ => None,
    }
}

/// The function that an event source calls.
fn reader(mapping: &Value) -> String {
    let arn = mapping["FunctionArn"].as_str().unwrap_or_default();
    arn.split(':').nth(6).unwrap_or(arn).to_owned()
}

fn verdict(wrong: Vec<impl Into<String>>) -> Verdict {
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(failed(wrong.into_iter().map(Into::into).collect::<Vec<String>>().join("\n"))),
    }
}

/// A value as a URL has it.
fn encoded(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}
