package dev.sallyport.application.access;

import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.domain.access.Delegation;

/** Why somebody does not get to act for the installation, nor to see what it keeps. */
public sealed interface AccessRefusal {
    /** The caller may not, or it is about more than they hold themselves. */
    record Forbidden() implements AccessRefusal {}

    /** Who the caller is has not been proven a moment ago, or is not so any more. */
    record NotProven(Reauthentication.Refusal why) implements AccessRefusal {}

    record UnknownRole() implements AccessRefusal {}

    record UnknownUser() implements AccessRefusal {}

    /** It is about what every installation must have. */
    record BuiltIn() implements AccessRefusal {}

    /** Somebody has the role. */
    record InUse() implements AccessRefusal {}

    /** There is a role of that name. */
    record NameTaken() implements AccessRefusal {}

    /** The role is not, or no longer, what the caller takes it for. */
    record ChangedMeanwhile() implements AccessRefusal {}

    /** With one more, the user's access tokens would be too long for others to read. */
    record TooManyRoles() implements AccessRefusal {}

    /** There are as many roles, or the role allows as much, as every instance can be asked to remember. */
    record LimitReached() implements AccessRefusal {}

    /** It is the caller's own account, for which there is a way that asks for more. */
    record OwnAccount() implements AccessRefusal {}

    /** There would be no active administrator left. */
    record LastAdministrator() implements AccessRefusal {}

    public static AccessRefusal of(Delegation.Objection objection) {
        return switch (objection) {
            case NOT_ALLOWED, MORE_THAN_HELD -> new Forbidden();
            case BUILT_IN -> new BuiltIn();
            case TOO_MANY -> new TooManyRoles();
        };
    }
}
