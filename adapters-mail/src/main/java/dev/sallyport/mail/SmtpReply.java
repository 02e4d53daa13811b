package dev.sallyport.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the mail server answered (RFC 5321 §4.2). Its text may quote addresses and more, so it is for the operator's eyes, never for logs.
 *
 * @param code three digits; 0 if there was no answer (yet), -1 if it was none that makes sense
 */
record SmtpReply(int code, String text) {
    static final SmtpReply NONE = new SmtpReply(0, "");

    private static final int LONGEST_TEXT = 300;

    /** What Angus makes of a connection that was closed instead of an answer. */
    private static final String END = "[EOF]";

    private static final Pattern ENHANCED = Pattern.compile("^[245][0-9]{2}[ -]([245]\\.[0-9]{1,3}\\.[0-9]{1,3})\\b");

    boolean isReply() {
        return code >= 200 && code < 600;
    }

    boolean isPositive() {
        return code >= 200 && code < 300;
    }

    boolean isTemporary() {
        return code >= 400 && code < 500;
    }

    boolean isPermanent() {
        return code >= 500 && code < 600;
    }

    /** Whether something was said, but nothing that a mail server would say. */
    boolean isMalformed() {
        return code != 0 && !isReply() && !text.isEmpty() && !text.startsWith(END);
    }

    /** The status that goes into more detail, {@code 5.7.1} say (RFC 3463); empty if there is none. */
    String status() {
        Matcher enhanced = ENHANCED.matcher(text);
        return enhanced.find() ? enhanced.group(1) : "";
    }

    /** As much of it as people read, on one line. */
    String oneLine() {
        return oneLine(text);
    }

    /** What a stranger's machine says, safe to be printed: one line, of bounded length, with nothing that moves a cursor. */
    static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ")
                .replaceAll(" +", " ")
                .strip();
        return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) + "…" : line;
    }
}
