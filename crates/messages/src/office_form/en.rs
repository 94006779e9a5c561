use super::OfficeFormTexts;
use crate::With1;

pub static OFFICE_FORM: OfficeFormTexts = OfficeFormTexts {
    link: "I have not given the office my e-mail address",
    title: "Write to the office",
    lead: "To sign in you need an e-mail address that the office knows. Fill in these details: the office receives \
           them, checks them and answers you.",
    name: "First name and surname",
    name_hint: "Of the person who pays for the meals.",
    child: "Name of the child",
    child_hint: "If there are several, write them all.",
    school: "School",
    school_hint: "School and class.",
    email: "Your e-mail address",
    email_hint: "The office answers here. With this address you will be able to sign in.",
    message: "Your message (optional)",
    message_hint: "Do not write codes or card details.",
    missing: "Fill in this field.",
    too_long: With1::new("At most {1} characters."),
    not_a_text: "There are characters that cannot be used.",
    email_wrong: "The address is not complete. Example: name@example.org",
    privacy: "These details go to the office alone, by e-mail, and are not kept here.",
    send: "Send to the office",
    too_many: "You have already written several times. Wait an hour, or telephone the office.",
    sent_title: "Message sent",
    sent_lead: "The office receives it by e-mail and answers at the address that you gave. Once the address is \
                registered you can sign in.",
    back: "Back to signing in",
};
