package dev.sallyport.http.access;

import dev.sallyport.application.access.RoleRefusal;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.reauthentication.ProofRefusals;
import dev.sallyport.http.routing.Answer;

/** Answers those for whom rights are not changed, nor shown. */
public final class RoleRefusals {

    private final ProofRefusals proofRefusals;

    public RoleRefusals(ProofRefusals proofRefusals) {
        this.proofRefusals = proofRefusals;
    }

    Answer answer(RoleRefusal why) {
        return switch (why) {
            case RoleRefusal.Forbidden() -> Answer.refusing(Problem.FORBIDDEN);
            case RoleRefusal.NotProven(var proof) -> proofRefusals.answer(proof);
            case RoleRefusal.UnknownRole() -> Answer.refusing(Problem.NOT_FOUND);
            case RoleRefusal.UnknownUser() -> Answer.refusing(Problem.NOT_FOUND);
            case RoleRefusal.BuiltIn() -> Answer.refusing(Problem.BUILT_IN_ROLE);
            case RoleRefusal.InUse() -> Answer.refusing(Problem.ROLE_IN_USE);
            case RoleRefusal.NameTaken() -> Answer.refusing(Problem.ROLE_EXISTS);
            case RoleRefusal.ChangedMeanwhile() -> Answer.refusing(Problem.PRECONDITION_FAILED);
            case RoleRefusal.TooManyRoles() -> Answer.refusing(Problem.TOO_MANY_ROLES);
            case RoleRefusal.LimitReached() -> Answer.refusing(Problem.ROLE_LIMIT_REACHED);
            case RoleRefusal.LastAdministrator() -> Answer.refusing(Problem.LAST_ADMINISTRATOR);
        };
    }
}
