package dev.sallyport.application.access;

import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.domain.access.Delegation;

/** Why rights are not changed, nor shown. */
public sealed interface RoleRefusal {
    /** The caller may not, or it is about more than they hold themselves. */
    record Forbidden() implements RoleRefusal {}

    /** Who the caller is has not been proven a moment ago, or is not so any more. */
    record NotProven(Reauthentication.Refusal why) implements RoleRefusal {}

    record UnknownRole() implements RoleRefusal {}

    record UnknownUser() implements RoleRefusal {}

    /** It is about what every installation must have. */
    record BuiltIn() implements RoleRefusal {}

    /** Somebody has the role. */
    record InUse() implements RoleRefusal {}

    /** There is a role of that name. */
    record NameTaken() implements RoleRefusal {}

    /** The role is not, or no longer, what the caller takes it for. */
    record ChangedMeanwhile() implements RoleRefusal {}

    /** With one more, the user's access tokens would be too long for others to read. */
    record TooManyRoles() implements RoleRefusal {}

    /** There are as many roles, or the role allows as much, as every instance can be asked to remember. */
    record LimitReached() implements RoleRefusal {}

    /** There would be no active administrator left. */
    record LastAdministrator() implements RoleRefusal {}

    static RoleRefusal of(Delegation.Objection objection) {
        return switch (objection) {
            case NOT_ALLOWED, MORE_THAN_HELD -> new Forbidden();
            case BUILT_IN -> new BuiltIn();
            case TOO_MANY -> new TooManyRoles();
        };
    }
}
