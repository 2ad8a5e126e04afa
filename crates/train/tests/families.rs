//! What a declaration of a family becomes, by a family of the tests' own with a setting of every kind.
extern crate alloc;

use playgrad_core::family::{Field, Kind, family, integer, up_to};
use playgrad_core::value::Value;
use playgrad_train::config::check;

/// What the members do.
trait Sing {
    fn song(&self) -> &str;
}

family! {
    /// A family with a setting of every kind.
    enum Bird: dyn Sing as "bird" {
        /// Has everything.
        Parrot = "parrot", "Parrot", "a + b", {
            /// A number.
            size: f64 = 0.5 => up_to(0.0, 1.0).shown_log(0.1, 0.9),
            /// A whole number.
            eggs: u32 = 3 => integer(1, 12),
            /// A flag.
            tame: bool = true,
            /// A choice.
            color: Color = Color::Green,
            /// Numbers.
            songs: Vec<u32> = vec![4, 5],
            /// A name.
            name: String = "Polly".to_string(),
            /// A member of the same family.
            friend: Option<Box<Bird>> = None,
        },
        /// Has nothing.
        Wren = "wren", "Wren", "", {},
    }
}

family! {
    /// What it looks like.
    choice Color {
        /// Like grass.
        Green = "green",
        /// Like ash.
        Gray = "gray",
    }
}

impl Sing for Parrot {
    fn song(&self) -> &str {
        &self.name
    }
}

impl Sing for Wren {
    fn song(&self) -> &str {
        "trill"
    }
}

fn read(json: &str) -> Result<Bird, String> {
    let value: Value = serde_json::from_str(json).map_err(|e| e.to_string())?;
    check("bird", &Bird::KIND, &value).map_err(|e| e.to_string())?;
    Ok(Bird::take(&value))
}

#[test]
fn settings_of_every_kind_are_read_and_come_back() {
    let json = r#"{"kind":"parrot","size":0.25,"eggs":7,"tame":false,"color":"gray","songs":[1,2,3],"name":"Jack",
        "friend":{"kind":"parrot","friend":"wren"}}"#;
    let bird = read(json).unwrap();
    let Bird::Parrot(parrot) = &bird else { panic!("{bird:?}") };
    assert_eq!((parrot.size.to_string(), parrot.eggs, parrot.tame), ("0.25".to_string(), 7, false));
    assert_eq!((parrot.color, &parrot.songs[..], &*parrot.name), (Color::Gray, &[1, 2, 3][..], "Jack"));
    assert_eq!(Bird::take(&bird.value()), bird);
    assert_eq!(read(r#""parrot""#).unwrap(), Bird::Parrot(Parrot::default()));
}

#[test]
fn a_mistake_is_named_by_its_whole_path() {
    let error = |json: &str| read(json).unwrap_err();
    assert_eq!(
        error(r#"{"kind":"parrot","friend":{"kind":"parrot","songs":[1,-2]}}"#),
        "bird.friend.songs[1] = -2 is not an integer from 0 to 4294967295"
    );
    assert_eq!(error(r#"{"kind":"parrot","color":"red"}"#), "bird.color = \"red\" is not one of green, gray");
    assert_eq!(error(r#"{"kind":"wren","size":1}"#), "bird.size = 1 is not a setting: wren has none");
    assert_eq!(error(r#"{"kind":"parrot","size":1}"#), "bird.size = 1 is not a number from 0 to below 1");
    assert_eq!(error(r#"{"kind":"parrot","tame":"yes"}"#), "bird.tame = \"yes\" is not true or false");
    assert!(error(r#"{"kind":"parrot","name":"a b"}"#).starts_with("bird.name = \"a b\" is not a name"));
    assert_eq!(error("3"), "bird = 3 is not one of parrot, wren");
}

#[test]
fn the_declaration_is_the_table() {
    let [parrot, wren] = Bird::FAMILY.members else { panic!("two members") };
    assert_eq!((parrot.kind, wren.params.len()), ("parrot", 0));
    assert_eq!(Bird::all().iter().map(|bird| bird.as_dyn().song()).collect::<Vec<_>>(), ["Polly", "trill"]);
    let Kind::Number(range) = parrot.params[0].kind else { panic!("a number") };
    assert!(range.log && range.below_max && range.contains(0.0) && !range.contains(1.0));
    assert_eq!((parrot.params[1].default)(), Value::Number(3.0));
}
