package dev.sallyport.http.access;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.reauthentication.ProofRefusals;
import dev.sallyport.http.routing.Answer;

/** Answers those for whom rights are not changed, nor shown. */
public final class AccessRefusals {

    private final ProofRefusals proofRefusals;

    public AccessRefusals(ProofRefusals proofRefusals) {
        this.proofRefusals = proofRefusals;
    }

    public Answer answer(AccessRefusal why) {
        return switch (why) {
            case AccessRefusal.Forbidden() -> Answer.refusing(Problem.FORBIDDEN);
            case AccessRefusal.NotProven(var proof) -> proofRefusals.answer(proof);
            case AccessRefusal.UnknownRole() -> Answer.refusing(Problem.NOT_FOUND);
            case AccessRefusal.UnknownUser() -> Answer.refusing(Problem.NOT_FOUND);
            case AccessRefusal.BuiltIn() -> Answer.refusing(Problem.BUILT_IN_ROLE);
            case AccessRefusal.InUse() -> Answer.refusing(Problem.ROLE_IN_USE);
            case AccessRefusal.NameTaken() -> Answer.refusing(Problem.ROLE_EXISTS);
            case AccessRefusal.ChangedMeanwhile() -> Answer.refusing(Problem.PRECONDITION_FAILED);
            case AccessRefusal.TooManyRoles() -> Answer.refusing(Problem.TOO_MANY_ROLES);
            case AccessRefusal.LimitReached() -> Answer.refusing(Problem.ROLE_LIMIT_REACHED);
            case AccessRefusal.OwnAccount() -> Answer.refusing(Problem.OWN_ACCOUNT);
            case AccessRefusal.LastAdministrator() -> Answer.refusing(Problem.LAST_ADMINISTRATOR);
        };
    }
}
