package dev.sallyport.http.account;

import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.http.problem.InputError;
import java.util.List;
import java.util.Set;

/**
 * Says what the policy has against a chosen password.
 *
 * @param pointer to the member that it is sent in
 */
public record PasswordErrors(PasswordPolicy policy, String pointer) {

    /** What is wrong with it, as far as can be told from what could be read. */
    public List<InputError> of(Password password, Chooser chooser) {
        return of(policy.refusals(password, chooser));
    }

    public List<InputError> of(Set<PasswordPolicy.Refusal> refusals) {
        return refusals.stream().sorted().map(this::error).toList();
    }

    private InputError error(PasswordPolicy.Refusal refusal) {
        List<String> bound = switch (refusal) {
            case TOO_SHORT -> List.of(Integer.toString(policy.minLength()));
            case TOO_LONG -> List.of(Integer.toString(PasswordPolicy.MAX_LENGTH));
            case TOO_COMMON,
                    BREACHED,
                    REPETITIVE,
                    SEQUENCE,
                    CONTAINS_ADDRESS,
                    CONTAINS_NAME,
                    CONTAINS_APPLICATION_NAME -> List.of();
        };
        return new InputError(pointer, refusal.code(), bound);
    }
}
