package dev.sallyport.http.registration;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.http.problem.InputError;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what the policy has against a chosen password. */
record PasswordErrors(PasswordPolicy policy) {

    /**
     * What is wrong with it, as far as can be told.
     *
     * @param email of the account, or null as long as that cannot be read
     */
    List<InputError> of(Password password, @Nullable EmailAddress email) {
        return of(email == null ? policy.refusals(password) : policy.refusals(password, email));
    }

    List<InputError> of(Set<PasswordPolicy.Refusal> refusals) {
        return refusals.stream().sorted().map(this::error).toList();
    }

    private InputError error(PasswordPolicy.Refusal refusal) {
        List<String> bound = switch (refusal) {
            case TOO_SHORT -> List.of(Integer.toString(policy.minLength()));
            case TOO_LONG -> List.of(Integer.toString(PasswordPolicy.MAX_LENGTH));
            case CONTAINS_ADDRESS -> List.of();
        };
        return new InputError("/password", refusal.code(), bound);
    }
}
