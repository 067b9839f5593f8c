/** The resource types of FHIR R4, by what they say about a patient. @see https://hl7.org/fhir/R4/resourcelist.html */

/** What kind of data a resource is; `other` is about no patient. */
export type FhirCategory =
  | 'patient-identity'
  | 'observation'
  | 'imaging'
  | 'order'
  | 'medication'
  | 'schedule'
  | 'document'
  | 'administrative'
  | 'other';

const words = (text: string): readonly string[] => text.split(' ');

const BY_CATEGORY: readonly (readonly [FhirCategory, readonly string[]])[] = [
  ['patient-identity', words('Patient Person RelatedPerson')],
  [
    'observation',
    words(
      'Observation DiagnosticReport Condition AllergyIntolerance Procedure Immunization FamilyMemberHistory Specimen ' +
        'ClinicalImpression DetectedIssue RiskAssessment AdverseEvent Flag Goal CarePlan CareTeam DeviceUseStatement ' +
        'ImmunizationEvaluation ImmunizationRecommendation MolecularSequence BodyStructure QuestionnaireResponse',
    ),
  ],
  ['imaging', words('ImagingStudy Media')],
  [
    'order',
    words(
      'ServiceRequest DeviceRequest NutritionOrder VisionPrescription SupplyRequest SupplyDelivery Task RequestGroup',
    ),
  ],
  [
    'medication',
    words(
      'MedicationRequest MedicationAdministration MedicationDispense MedicationStatement Medication MedicationKnowledge',
    ),
  ],
  ['schedule', words('Appointment AppointmentResponse Schedule Slot')],
  [
    'document',
    words('DocumentReference DocumentManifest Composition Binary Consent Communication CommunicationRequest List'),
  ],
  [
    'administrative',
    words(
      'Encounter EpisodeOfCare Coverage CoverageEligibilityRequest CoverageEligibilityResponse Account Claim ClaimResponse ' +
        'ExplanationOfBenefit Invoice ChargeItem EnrollmentRequest EnrollmentResponse Contract PaymentNotice ' +
        'PaymentReconciliation ResearchSubject Group MeasureReport GuidanceResponse',
    ),
  ],
  [
    'other',
    words(
      'ActivityDefinition AuditEvent Basic BiologicallyDerivedProduct Bundle CapabilityStatement CatalogEntry ' +
        'ChargeItemDefinition CodeSystem CompartmentDefinition ConceptMap Device DeviceDefinition DeviceMetric ' +
        'EffectEvidenceSynthesis Endpoint EventDefinition Evidence EvidenceVariable ExampleScenario GraphDefinition ' +
        'HealthcareService ImplementationGuide InsurancePlan Library Linkage Location Measure MedicinalProduct ' +
        'MessageDefinition MessageHeader NamingSystem ObservationDefinition OperationDefinition OperationOutcome ' +
        'Organization OrganizationAffiliation Parameters PlanDefinition Practitioner PractitionerRole Provenance ' +
        'Questionnaire ResearchDefinition ResearchElementDefinition ResearchStudy RiskEvidenceSynthesis SearchParameter ' +
        'SpecimenDefinition StructureDefinition StructureMap Subscription Substance TerminologyCapabilities TestReport ' +
        'TestScript ValueSet VerificationResult',
    ),
  ],
];

const TYPES: ReadonlyMap<string, FhirCategory> = new Map(
  BY_CATEGORY.flatMap(([category, types]) => types.map((type) => [type, category] as const)),
);

/** What a resource of this type is about; undefined when FHIR R4 has no such type. */
export const categoryOf = (type: string): FhirCategory | undefined => TYPES.get(type);
