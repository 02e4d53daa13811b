package dev.sallyport.http.reauthentication;

import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.secondfactor.FactorAnswer;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import java.util.Optional;

/** The members of a request that prove who sends it. Each may be absent, since having proven it a moment ago is enough. */
public final class EvidenceFields {

    private final Field<Password> password;
    private final Field<FactorAnswer> code;

    private EvidenceFields(Field<Password> password, Field<FactorAnswer> code) {
        this.password = password;
        this.code = code;
    }

    /** Those members, where the password is called just that. */
    public static EvidenceFields of(Fields fields) {
        return of(fields, "password");
    }

    /**
     * Those members.
     *
     * @param password what the password is called
     */
    public static EvidenceFields of(Fields fields, String password) {
        return new EvidenceFields(
                fields.optional(password, Password::parse), fields.optional("code", FactorAnswer::parse));
    }

    /** What they prove. Ask it only inside {@link Fields#complete}. */
    public Evidence evidence() {
        return new Evidence(Optional.ofNullable(password.orNull()), Optional.ofNullable(code.orNull()));
    }
}
