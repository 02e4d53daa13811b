/** Sallyport as a function of AWS Lambda, behind an HTTP API of API Gateway. */
@org.jspecify.annotations.NullMarked
package dev.sallyport.lambda;
