/** The audit trail, for those who read it. */
@NullMarked
package dev.sallyport.http.audit;

import org.jspecify.annotations.NullMarked;
