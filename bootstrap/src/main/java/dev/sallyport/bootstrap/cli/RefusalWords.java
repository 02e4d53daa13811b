package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.access.AccessRefusal;

/** Why something is refused, for an operator. */
final class RefusalWords {
    private static final int REFUSED = 1;

    private RefusalWords() {}

    static String of(AccessRefusal why) {
        return switch (why) {
            case AccessRefusal.Forbidden() -> "That is allowed to nobody.";
            case AccessRefusal.NotProven(var unproven) -> "It is not proven who asks.";
            case AccessRefusal.UnknownRole() -> "There is no such role. See: sallyport roles list";
            case AccessRefusal.UnknownUser() -> "There is no such account.";
            case AccessRefusal.BuiltIn() -> "That belongs to every installation.";
            case AccessRefusal.InUse() -> "Somebody has the role.";
            case AccessRefusal.NameTaken() -> "There is a role of that name.";
            case AccessRefusal.ChangedMeanwhile() -> "It was changed meanwhile. Look again.";
            case AccessRefusal.TooManyRoles() -> "They would have too many roles.";
            case AccessRefusal.LimitReached() -> "There are as many as there can be.";
            case AccessRefusal.OwnAccount() -> "Nobody deletes their own account by this.";
            case AccessRefusal.LastAdministrator() -> "There would be no active administrator left.";
        };
    }

    /** Says it, and with which code the command ends. */
    static int tell(AccessRefusal why, World world) {
        world.err().println(of(why));
        return REFUSED;
    }

    static int unknownUser(World world) {
        return tell(new AccessRefusal.UnknownUser(), world);
    }
}
