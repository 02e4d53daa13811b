/** How requests fail: the catalogue of problems and how they are put into words (RFC 9457). */
@NullMarked
package dev.sallyport.http.problem;

import org.jspecify.annotations.NullMarked;
