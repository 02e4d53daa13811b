package dev.sallyport.http.mail;

import dev.sallyport.application.mail.ListMail;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.mail.MailState;
import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.json.Page;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which mails are asked for: {@code ?state=&kind=&to=}, each optional, and which page of them. */
record MailQuery(
        @Nullable MailState state,
        @Nullable String kind,
        @Nullable EmailAddress to,
        Page page) {

    private static final Pattern KIND = Pattern.compile("[a-z][a-z-]{0,63}");

    static MailQuery from(Fields query) {
        Field<MailState> state = query.optional("state", MailState::parse);
        Field<String> kind = query.optional("kind", MailQuery::parseKind);
        Field<EmailAddress> to = query.optional("to", EmailAddress::parse);
        Page page = Page.from(query);
        return new MailQuery(state.orNull(), kind.orNull(), to.orNull(), page);
    }

    /** Any that a version of Sallyport may have had. */
    private static Parsed<String> parseKind(String text) {
        return KIND.matcher(text).matches() ? Parsed.valid(text) : Parsed.invalid(Flaw.MALFORMED);
    }

    ListMail.Command command(VerifiedAccessToken caller) {
        MailId before = page.after() == null ? null : new MailId(page.after());
        return new ListMail.Command(caller, state, kind, to, before, page.limit());
    }
}
