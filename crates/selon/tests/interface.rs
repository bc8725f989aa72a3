//! The program as a whole: help, exit status, languages, colours, pipes.

mod common;

use std::process::Stdio;

use common::{World, outcome};

#[test]
fn every_command_has_help_with_examples() {
    let world = World::new();
    for command in [
        &["--help"][..],
        &["read", "--help"],
        &["add", "--help"],
        &["export", "--help"],
        &["import", "--help"],
        &["parse", "--help"],
        &["models", "add", "--help"],
        &["kb", "--help"],
        &["completions", "--help"],
    ] {
        let outcome = world.run(command);
        assert_eq!(outcome.status, Some(0));
        assert!(outcome.stdout.contains("Examples:\n  "), "{command:?}: {}", outcome.stdout);
        assert!(
            outcome.stdout.lines().all(|line| line.chars().count() <= 100),
            "{command:?}: {}",
            outcome.stdout
        );
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(World::new().run(&["--version"]).stdout, format!("selon {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_usage_is_status_2() {
    let world = World::new();
    for arguments in [
        &[][..],
        &["parse"],
        &["parse", "--format", "yaml", "-"],
        &["read"],
        &["add"],
        &["add", "a.selon"],
        &["import", "a.selon"],
        &["export", "a.selon"],
        &["export", "a.selon", "--format", "yaml"],
        &["export", "a.selon", "--format", "csv", "--table", "nothing"],
        &["export", "a.selon", "--format", "csv", "--table", "claims"],
        &["read", "--format", "yaml", "-"],
        &["read", "--width", "3", "-"],
        &["read", "--voices", "none", "-"],
        &["parse", "--language", "français", "-"],
        &["models", "add", "klingon"],
        &["parse", "--model", "klingon", "-"],
        &["-j", "0", "models", "list"],
    ] {
        let outcome = world.run(arguments);
        assert_eq!((outcome.status, &*outcome.stdout), (Some(2), ""), "{arguments:?}: {}", outcome.stderr);
    }
}

#[test]
fn completions_are_there_for_each_shell() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(world.run(&["completions", shell]).stdout.contains("selon"), "{shell}");
    }
}

#[test]
fn the_locale_chooses_the_language() {
    let world = World::new();
    let said = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = world.command(&[arguments, &["models", "remove", "x"]].concat());
        command.env_remove("LC_ALL").envs(variables.iter().copied());
        outcome(&mut command).stderr
    };
    let (english, french) = ("error: x: not installed\n", "erreur : x : n’est pas installé\n");
    assert_eq!(said(&[], &[]), english);
    assert_eq!(said(&[("LANG", "fr_FR.UTF-8")], &[]), french);
    assert_eq!(said(&[("LANG", "fr_FR.UTF-8"), ("LC_MESSAGES", "en_GB.UTF-8")], &[]), english);
    assert_eq!(said(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", ""), ("LC_MESSAGES", "fr_CA")], &[]), french);
    assert_eq!(said(&[("LC_ALL", "fr_FR"), ("LANG", "C")], &["--lang", "en"]), english);
    assert_eq!(said(&[("LC_ALL", "C")], &["--lang", "fr"]), french);
}

#[test]
fn colours_only_where_they_are_asked_for() {
    let world = World::new();
    for (when, coloured) in [("auto", false), ("never", false), ("always", true)] {
        let outcome = world.run(&["--color", when, "models", "list"]);
        assert_eq!(outcome.stdout.contains('\u{1b}'), coloured, "{when}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let world = World::new();
    let mut command = world.command(&["completions", "bash"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = World::new().command(&["models", "list"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: cannot write to standard output: No space left on device\n"
    );
}
