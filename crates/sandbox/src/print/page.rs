//! A page with some lines on it: the least that is a PDF.

/// Left edge and first line, in points; then downwards.
const LEFT: u32 = 72;
const TOP: u32 = 760;
const STEP: usize = 20;

pub fn with(lines: &[String]) -> Vec<u8> {
    let mut content = format!("BT /F1 12 Tf {LEFT} {TOP} Td ").into_bytes();
    for line in lines {
        content.push(b'(');
        content.extend(line.chars().flat_map(latin));
        content.extend(format!(") Tj 0 -{STEP} Td ").bytes());
    }
    content.extend(b"ET");
    let mut stream = format!("<< /Length {} >>\nstream\n", content.len()).into_bytes();
    stream.extend(content);
    stream.extend(b"\nendstream");
    let objects: [&[u8]; 5] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        &stream,
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    file.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    file
}

/// What the font's encoding lacks becomes a question mark.
fn latin(c: char) -> Vec<u8> {
    match c {
        '(' | ')' | '\\' => vec![b'\\', u8::try_from(c).unwrap_or(b'?')],
        _ => vec![u8::try_from(c).ok().filter(|byte| *byte >= b' ').unwrap_or(b'?')],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_format_in_a_name_do_no_harm() {
        let page = String::from_utf8_lossy(&with(&["A) Tj (B\\ €".to_owned()])).into_owned();
        assert!(page.contains(r"(A\) Tj \(B\\ ?) Tj"), "{page}");
        assert!(page.starts_with("%PDF-1.4") && page.trim_end().ends_with("%%EOF"));
    }
}
