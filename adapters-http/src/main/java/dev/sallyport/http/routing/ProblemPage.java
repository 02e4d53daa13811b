package dev.sallyport.http.routing;

import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.ProblemTexts;

/** Shows a problem to people who came with a browser to where there is nothing. */
@FunctionalInterface
public interface ProblemPage {

    /** The answer, with the problem's own status. */
    Response show(Problem problem, ProblemTexts texts);
}
