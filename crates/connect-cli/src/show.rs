//! Findings and complaints as plain text, one a paragraph, and as JSON.

use connect::Complaint;
use doctor::{Finding, Remedy, Report, Severity};
use serde_json::{Value, json};

use crate::lacking::Lack;

pub(crate) fn complaints(good: bool, complaints: &[Complaint], lacking: &[Lack]) -> String {
    let mut parts: Vec<String> = complaints
        .iter()
        .map(|complaint| {
            let grave = if complaint.fatal { "must be mended" } else { "remark" };
            let Complaint { code, pointer, expected, remedy, .. } = complaint;
            format!("{code} ({grave}) at \"{pointer}\"\n  expected: {expected}\n  remedy:   {remedy}")
        })
        .collect();
    if !lacking.is_empty() {
        let lines: Vec<String> = lacking.iter().map(|(path, without)| format!("  {path}: {without}")).collect();
        parts.push(format!("The portal will do without:\n{}", lines.join("\n")));
    }
    parts.push(if good { "The profile can be used.".into() } else { "The profile cannot be used as it is.".into() });
    parts.join("\n\n")
}

pub(crate) fn complaints_json(good: bool, complaints: &[Complaint], lacking: &[Lack]) -> String {
    let one = |complaint: &Complaint| {
        let Complaint { code, pointer, expected, remedy, fatal } = complaint;
        json!({ "code": code, "pointer": pointer, "expected": expected, "remedy": remedy, "severity": if *fatal { "mend" } else { "remark" } })
    };
    let all: Vec<Value> = complaints.iter().map(one).collect();
    let lacking: Vec<Value> = lacking.iter().map(|(path, without)| json!({ "pointer": path, "without": without })).collect();
    format!("{:#}", json!({ "healthy": good, "complaints": all, "lacking": lacking }))
}

fn finding(finding: &Finding) -> String {
    let grave = if finding.severity == Severity::Mend { "must be mended" } else { "remark" };
    let remedy = match &finding.remedy {
        Remedy::Patch(patch) => format!("merge into the profile: {patch}"),
        Remedy::Advice(text) => text.clone(),
    };
    let Finding { code, pointer, expected, observed, .. } = finding;
    format!("{code} ({grave}) at \"{pointer}\"\n  expected: {expected}\n  observed: {observed}\n  remedy:   {remedy}")
}

pub(crate) fn report(report: &Report) -> String {
    let mut parts: Vec<String> = report.findings.iter().map(finding).collect();
    if !report.skipped.is_empty() {
        let lines: Vec<String> = report.skipped.iter().map(|skipped| format!("  {}: {}", skipped.what, skipped.why)).collect();
        parts.push(format!("Not examined:\n{}", lines.join("\n")));
    }
    if !report.left_behind.is_empty() {
        parts.push(format!("Left behind, to be removed by hand:\n  {}", report.left_behind.join("\n  ")));
    }
    let mend = report.findings.iter().filter(|finding| finding.severity == Severity::Mend).count();
    let remarks = report.findings.len() - mend;
    parts.push(format!("{} requests, {mend} findings to be mended, {remarks} remarks.", report.exchanges.len()));
    parts.join("\n\n")
}
