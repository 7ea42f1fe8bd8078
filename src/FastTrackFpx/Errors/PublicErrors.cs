namespace FastTrackFpx.Errors;

internal static class PublicErrors
{
    internal static FpxException From(RestException error)
    {
        Exception? cause = error.InnerException is RestException inner ? From(inner) : error.InnerException;
        return error switch
        {
            RuleException rule => new FpxRuleException(rule.Findings, rule.Message, rule.RecommendedAction),
            InputException input => new FpxInputException(input.ErrorCode, input.Message, input.ParameterName, input.RecommendedAction),
            CertificateException => new FpxCertificateException(error.ErrorCode, error.Message, error.RecommendedAction, cause),
            ServiceException service => With(service, new FpxServiceException(
                service.ErrorCode, service.Message, service.Method, service.Path, service.RecommendedAction, cause)
            {
                StatusCode = service.StatusCode,
                ServiceMessage = service.ServiceMessage,
                DependencyType = service.DependencyType,
                DependencyOwner = service.DependencyOwner,
                DependencyErrorCode = service.DependencyErrorCode,
                FieldErrors = service.FieldErrors,
                RetryAfter = service.RetryAfter,
                IsDocumentedError = service.IsDocumentedError,
            }),
            ContentException content => With(content, new FpxContentException(
                content.ErrorCode, content.Message, content.Method, content.Path, content.RecommendedAction, cause)
            {
                StatusCode = content.StatusCode,
                Excerpt = content.Excerpt,
            }),
            NetworkException network => With(network, new FpxNetworkException(
                network.ErrorCode, network.Message, network.Method, network.Path, network.RecommendedAction, cause)),
            RequestException request => With(request, new FpxCallException(
                request.ErrorCode, request.Message, request.Method, request.Path, request.RecommendedAction, cause)),
            _ => new FpxException(error.ErrorCode, error.Message, error.RecommendedAction, cause),
        };
    }

    private static FpxCallException With(RequestException error, FpxCallException copy)
    {
        copy.Attempts = error.Attempts;
        copy.CorrelationId = error.CorrelationId;
        return copy;
    }
}
