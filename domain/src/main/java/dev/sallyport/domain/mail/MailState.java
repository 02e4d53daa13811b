package dev.sallyport.domain.mail;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;

/** What has become of a mail since it was queued. */
public enum MailState {
    /** It waits, or is being delivered. */
    QUEUED("queued"),
    /** The mail server took it. */
    DELIVERED("delivered"),
    /** What it carried had expired before it could be sent. */
    EXPIRED("expired"),
    /** It was refused for good, or could not be delivered for as long as it was tried: a dead letter. */
    DEAD("dead");

    private final String code;

    MailState(String code) {
        this.code = code;
    }

    /** The stable, kebab-case name that operators see. */
    public String code() {
        return code;
    }

    /** The state of that name. */
    public static Parsed<MailState> parse(String code) {
        for (MailState state : values()) {
            if (state.code.equals(code)) {
                return Parsed.valid(state);
            }
        }
        return Parsed.invalid(Flaw.MALFORMED);
    }
}
