package dev.sallyport.http.signin;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.secondfactor.FactorAnswer;
import dev.sallyport.domain.secondfactor.FactorKind;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import org.jspecify.annotations.Nullable;

/** What {@code POST /auth/login/second-factor} is asked with. */
record SecondFactorRequest(LinkToken challenge, FactorAnswer answer) {

    static SecondFactorRequest from(Fields fields) {
        Field<LinkToken> challenge = fields.required("challenge", LinkToken::parse);
        Field<FactorKind> factor = fields.required("factor", SecondFactorRequest::kind);
        Field<FactorAnswer> code = fields.required("code", text -> answer(factor.orNull(), text));
        return fields.complete(() -> new SecondFactorRequest(challenge.get(), code.get()));
    }

    private static Parsed<FactorKind> kind(String text) {
        return FactorKind.named(text).map(Parsed::valid).orElseGet(() -> Parsed.invalid(Flaw.MALFORMED));
    }

    /** Of whatever kind it looks like, where it is not known which is meant: that is refused anyway. */
    private static Parsed<FactorAnswer> answer(@Nullable FactorKind kind, String text) {
        return kind == null ? FactorAnswer.parse(text) : FactorAnswer.parse(kind, text);
    }
}
