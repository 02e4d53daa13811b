package dev.sallyport.application.secondfactor;

import dev.sallyport.domain.secondfactor.EnrolledFactors;
import dev.sallyport.domain.secondfactor.FactorAnswer;
import dev.sallyport.domain.secondfactor.FactorKind;
import dev.sallyport.domain.secondfactor.FactorProof;
import java.time.Instant;
import java.util.Optional;

/** How one kind of second factor is proven. Another kind is another one of these; it changes none of the others. */
public interface SecondFactor {
    FactorKind kind();

    /**
     * Judges an answer of this kind. It takes as long whether or not the answer is right, may hash, and so is never called inside a transaction.
     *
     * @return what is to be spent, if it is right
     */
    Optional<FactorProof> prove(EnrolledFactors enrolled, FactorAnswer answer, Instant now);
}
